export const log: string[] = []
export const write = (entry: string): number => log.push(entry)
export const clear = (): void => void log.splice(0)
