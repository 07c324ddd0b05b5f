export const visits: Record<string, number> = { m1: 0 }
export const clear = (): void => void (visits['m1'] = 0)
export const visit = (id: string): number => (visits[id] = (visits[id] ?? 0) + 1)
