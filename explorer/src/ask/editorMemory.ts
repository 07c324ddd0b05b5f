import { parseKept } from '../app/remember.ts'
import { isRecord } from '../graph/isRecord.ts'

/** What an editor of a document leaves for when its text comes back. */
export interface EditorTrace {
  /** For this page: the editor's state and place; null after a reload. */
  readonly live: unknown
  /** For a store: its steps to undo as plain data; null where there are none. */
  readonly steps: () => unknown
}

/** By the kind of the editor. */
export type EditorMemory = Map<string, EditorTrace>

/** Null where no editor has a step to undo. */
export function writeMemory(memory: EditorMemory): string | null {
  const kept = [...memory].flatMap(([kind, { steps }]) => {
    const written = steps()
    return written === null ? [] : [[kind, written] as const]
  })
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept))
}

/** Empty where somebody else wrote nonsense there. The editor itself judges the steps: it alone can read them. */
export function readMemory(text: string | null): EditorMemory {
  const value = parseKept(text)
  if (!isRecord(value)) return new Map()
  return new Map(Object.entries(value).map(([kind, steps]) => [kind, { live: null, steps: () => steps }]))
}
