/** Saves bytes as a file of this browser. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken the bytes by then; a blob that nobody frees stays until the tab is closed.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
