import { signal } from '@preact/signals'

/** What stands beside the editor: the schema to read, or its fields to pick from. */
export const side = signal<'docs' | 'fields' | null>(null)

/** The types that the reader has walked through in the docs, the last one shown. */
export const docsTrail = signal<readonly string[]>(['Query'])

export function showInDocs(type: string): void {
  docsTrail.value = [...docsTrail.value, type].filter((name, at, all) => name !== all[at - 1])
  side.value = 'docs'
}

export function toggleSide(pane: 'docs' | 'fields'): void {
  side.value = side.value === pane ? null : pane
}

/** Who comes with nothing to ask is shown what there is to ask for, where there is room. */
export function greetWithFields(query: string): void {
  if (query.trim() === '' && side.value === null && matchMedia('(min-width: 60rem)').matches) {
    side.value = 'fields'
  }
}
