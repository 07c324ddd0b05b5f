import { localError } from './localError.ts'

/** What went wrong, in the reader's language; the gateway's own words, which name what they speak of, beside it. */
export function ErrorText({
  message,
  code,
}: {
  readonly message: string
  readonly code: string | undefined
}) {
  const { text, original } = localError(message, code)
  if (original === null) return <>{text}</>
  return (
    <>
      {text}{' '}
      <span lang="en" class="quiet small">
        {original}
      </span>
    </>
  )
}
