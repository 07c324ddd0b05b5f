import { history, undo } from '@codemirror/commands'
import { EditorState, Transaction } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { isRecord } from '../graph/isRecord.ts'
import { restoreSteps, writeSteps } from './undoSteps.ts'

const CONFIG = { extensions: [history({ minDepth: 1_000 })] }

/** What stands there after each of these texts was put at the end, one step each. */
function write(...texts: readonly string[]): EditorState {
  return texts.reduce(
    (state, insert, index) =>
      state.update({
        changes: { from: state.doc.length, insert },
        annotations: Transaction.time.of(index * 10_000),
      }).state,
    EditorState.create(CONFIG),
  )
}

function undoOnce(state: EditorState): EditorState | null {
  let before: EditorState | null = null
  const target = { state, dispatch: (transaction: Transaction) => (before = transaction.state) }
  return undo(target) ? before : null
}

/** The texts that come back one after the other. */
function undoAll(state: EditorState | null): readonly string[] {
  const before = state && undoOnce(state)
  return before ? [before.doc.toString(), ...undoAll(before)] : []
}

/** As a store would give it back. */
const throughStore = (written: unknown): unknown => JSON.parse(JSON.stringify(written))

describe('the steps to undo of a text', () => {
  it('are the same after they were kept', () => {
    const kept = throughStore(writeSteps(write('{ a', ' b', ' }')))
    expect(undoAll(restoreSteps(kept, '{ a b }', CONFIG))).toEqual(['{ a b', '{ a', ''])
  })

  it('can be done again where they were undone', () => {
    const state = undoOnce(write('{ a', ' }'))
    const kept = throughStore(state && writeSteps(state))
    expect(isRecord(kept) && isRecord(kept.history) && kept.history.undone).toHaveLength(1)
  })

  it('are nothing where nothing was written', () => {
    expect(writeSteps(EditorState.create({ ...CONFIG, doc: '{ a }' }))).toBeNull()
  })

  it('are the last ones where they are too many for a store', () => {
    const state = write(...Array.from({ length: 500 }, () => 'x'.repeat(100)))
    const written = writeSteps(state)
    expect(JSON.stringify(written).length).toBeLessThan(100_000)
    const undone = undoAll(restoreSteps(throughStore(written), state.doc.toString(), CONFIG))
    expect(undone.length).toBeGreaterThan(100)
    expect(undone[0]).toHaveLength(49_900)
  })

  it('are not kept of a text that is itself too long', () => {
    expect(writeSteps(write('x'.repeat(100_000), 'y'))).toBeNull()
  })

  it('are of no other text', () => {
    expect(restoreSteps(writeSteps(write('{ a }')), '{ b }', CONFIG)).toBeNull()
  })

  it.each([
    ['nothing', null],
    ['a word', 'done'],
    [
      'no steps',
      { doc: 'x', selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 }, history: { done: 7 } },
    ],
    ['a place beyond the text', { doc: 'x', selection: { ranges: [{ anchor: 9, head: 9 }], main: 0 } }],
    ['no place', { doc: 'x' }],
  ])('are none where the store has %s', (_what, kept) => {
    expect(restoreSteps(kept, 'x', CONFIG)).toBeNull()
  })
})
