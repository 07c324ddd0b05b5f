const collator = new Intl.Collator('en', { numeric: true })

/** The same of ids alone. */
export const compareIdTexts = (a: string, b: string): number => collator.compare(a, b)

/** Orders ids with their numbers by value: M1/5 before M1/11, route 5 before 10. */
export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return collator.compare(a.id, b.id)
}
