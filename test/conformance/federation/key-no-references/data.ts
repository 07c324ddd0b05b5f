export const routes: readonly { id: string; operator: { id: string } | null }[] = [
  { id: '3', operator: null },
]
