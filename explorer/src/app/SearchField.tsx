/** A field whose words leave of a list what has them. */
export function SearchField({
  label,
  value,
  search,
}: {
  readonly label: string
  readonly value: string
  readonly search: (text: string) => void
}) {
  return (
    <input
      class="field"
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onInput={(event) => search(event.currentTarget.value)}
    />
  )
}
