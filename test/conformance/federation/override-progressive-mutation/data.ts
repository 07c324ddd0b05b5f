/** What was done, in order. */
export const done: string[] = []

export function act(owner: string, what: string): { readonly done: readonly string[] } {
  done.push(`${owner}: ${what}`)
  return { done: [...done] }
}
