import { historyField, redoDepth, undoDepth } from '@codemirror/commands'
import { EditorState, type EditorStateConfig } from '@codemirror/state'
import { isRecord } from '../graph/isRecord.ts'

/** Twenty documents with their variables stay below what a browser keeps for a window, which is some five million. */
const MOST_CHARACTERS = 100_000

const FIELDS = { history: historyField }

/** A text with its steps to undo, as plain data; of too many the last. Null where there are none. */
export function writeSteps(state: EditorState): unknown {
  if (undoDepth(state) === 0 && redoDepth(state) === 0) return null
  let written: unknown = state.toJSON(FIELDS)
  while (JSON.stringify(written).length > MOST_CHARACTERS) {
    const shorter = dropOldest(written)
    if (shorter === null) return null
    written = shorter
  }
  return written
}

/** What can be done again goes first, then the older half of what can be undone. */
function dropOldest(written: unknown): unknown {
  if (!isRecord(written) || !isRecord(written.history)) return null
  const { done, undone } = written.history
  if (Array.isArray(undone) && undone.length > 0) return { ...written, history: { done, undone: [] } }
  if (!Array.isArray(done) || done.length < 2) return null
  return { ...written, history: { done: done.slice(Math.ceil(done.length / 2)), undone } }
}

/** The state of an editor with the steps that were kept; null where they are of another text, or cannot be read. */
export function restoreSteps(written: unknown, text: string, config: EditorStateConfig): EditorState | null {
  if (!isRecord(written) || written.doc !== text) return null
  try {
    return EditorState.fromJSON(written, config, FIELDS)
  } catch {
    return null
  }
}
