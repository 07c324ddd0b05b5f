const PATHS = {
  borders: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6M4 20h16',
  parking: 'M8 20V4h5.5a4.5 4.5 0 0 1 0 9H8',
  events: 'M5 6h14v14H5zM5 10.5h14M9 3.5V7M15 3.5V7',
  emergency: 'M9.5 4h5v5.5H20v5h-5.5V20h-5v-5.5H4v-5h5.5z',
} as const

export function Icon({ of }: { readonly of: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  )
}
