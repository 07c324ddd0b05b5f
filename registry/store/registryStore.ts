/** Where a registry keeps what was done. Texts lie there by their SHA-256, acts by their numbers from 1. */
export interface RegistryStore {
  /** The texts of the acts after this number, in order. */
  readActs(after: number): Promise<readonly string[]>
  /** Undefined where there is none. Rejects for a text that is not the one of its hash. */
  readText(hash: string): Promise<string | undefined>
  /** Keeps the texts, then the act: it is there for everybody or for nobody. False where another has that number. */
  append(number: number, act: string, texts: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

/** What lies in a store is not what a registry has left there; the message says what and where. */
export class DamagedStore extends Error {}

export function assertHash(hash: string, found: string, place: string): void {
  if (hash !== found)
    throw new DamagedStore(`${place}: expected the text whose SHA-256 it is named by; got another.`)
}
