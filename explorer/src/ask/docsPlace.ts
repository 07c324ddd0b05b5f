import { signal } from '@preact/signals'

/** The types that the reader has walked through in the docs, the last one shown; null while the pane is closed. */
export const docsTrail = signal<readonly string[] | null>(null)

export function showInDocs(type: string): void {
  docsTrail.value = [...(docsTrail.value ?? ['Query']), type].filter((name, at, all) => name !== all[at - 1])
}

export function toggleDocs(): void {
  docsTrail.value = docsTrail.value === null ? ['Query'] : null
}
