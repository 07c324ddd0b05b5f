import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { linter, lintGutter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import { EditorState, StateEffect, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  type ViewUpdate,
} from '@codemirror/view'
import { effect, type ReadonlySignal, type Signal } from '@preact/signals'
import { tags } from '@lezer/highlight'
import { graphql, updateSchema } from 'cm6-graphql'
import { isRecord } from '../graph/isRecord.ts'
import { loadSchema } from '../graph/schema.ts'
import type { EditorMemory } from './editorMemory.ts'
import { showInDocs } from './sidePane.ts'
import { findMarks, marksDependOn } from './marks.ts'
import { restoreSteps, writeSteps } from './undoSteps.ts'
import { variableExtensions } from './variableEditor.ts'
import { inputs } from './variables.ts'
import { run } from './workbench.ts'

export interface RunningEditor {
  stop(): void
}

export type Edited =
  | { readonly kind: 'graphql' | 'variables'; readonly text: Signal<string>; readonly label: string }
  | { readonly kind: 'answer'; readonly text: ReadonlySignal<string>; readonly label: string }

/** Steps to undo, folds and the place, for when the text comes back in this page. */
interface Remembered {
  readonly state: EditorState
  readonly scroll: StateEffect<unknown>
}

/** Starts an editor in `parent` that keeps `text` and itself the same. Tab moves on, as everywhere on a page. */
export function startEditor(
  parent: HTMLElement,
  edited: Edited,
  memory: EditorMemory = new Map(),
): RunningEditor {
  const { kind, text } = edited
  const trace = memory.get(kind)
  const former = readRemembered(trace?.live)
  const view = new EditorView({
    parent,
    state: former?.state ?? createState(edited, trace?.steps()),
    ...(former && { scrollTo: former.scroll }),
  })
  memory.set(kind, { live: null, steps: () => writeSteps(view.state) })
  const stopFollowing = effect(() => replaceText(view, text.value))
  const stopMarking = kind === 'answer' ? () => undefined : keepMarks(view, kind)
  return {
    stop() {
      stopFollowing()
      stopMarking()
      const { state } = view
      const remembered: Remembered = { state, scroll: view.scrollSnapshot() }
      memory.set(kind, { live: remembered, steps: () => writeSteps(state) })
      view.destroy()
    },
  }
}

function readRemembered(value: unknown): Remembered | null {
  return isRecord(value) && value.state instanceof EditorState && value.scroll instanceof StateEffect
    ? { state: value.state, scroll: value.scroll }
    : null
}

/** With the steps to undo that a store kept of the same text. */
function createState(edited: Edited, steps: unknown): EditorState {
  const { kind, text, label } = edited
  const config = {
    extensions: [
      kind === 'answer' ? READING : WRITING,
      kind === 'graphql' ? questionExtensions() : json(),
      kind === 'variables' ? [placeholder('{ }'), variableExtensions({ needsRefresh: isMarkedAnew })] : [],
      kind === 'graphql' ? autocompletion({ icons: false }) : [],
      LOOK,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      edited.kind === 'answer' ? [] : writeBack(edited.text),
    ],
  }
  return restoreSteps(steps, text.peek(), config) ?? EditorState.create({ ...config, doc: text.peek() })
}

function writeBack(text: Signal<string>): Extension {
  return EditorView.updateListener.of(({ docChanged, state }) => {
    if (docChanged) text.value = state.doc.toString()
  })
}

function replaceText(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  if (old === text) return
  // Only what differs, so that the cursor and what is folded stay.
  const from = commonStart(old, text)
  const tail = commonEnd(old, text, from)
  view.dispatch({
    changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) },
    // One step back undoes it, and nothing that was typed before.
    annotations: isolateHistory.of('full'),
  })
}

function commonStart(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** What begins before `from` belongs to the beginning already. */
function commonEnd(a: string, b: string, from: number): number {
  const most = Math.min(a.length, b.length) - from
  let length = 0
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++
  return length
}

function questionExtensions(): Extension {
  return [
    graphql(undefined, {
      onShowInDocs: (_field, type, parent) => showInDocs(parent ?? type ?? 'Query'),
    }),
    lintGutter({ markerFilter: whereAsked }),
    linter((view) => [...findMarks(view.state.doc.toString())], {
      delay: 150,
      markerFilter: whereAsked,
      needsRefresh: isMarkedAnew,
    }),
  ]
}

/** To the parser, nothing is a mistake; to a reader who has not begun it is none. */
function whereAsked(diagnostics: readonly Diagnostic[], { doc }: EditorState): Diagnostic[] {
  return doc.toString().trim() === '' ? [] : [...diagnostics]
}

const marksChanged = StateEffect.define()

function isMarkedAnew({ transactions }: ViewUpdate): boolean {
  return transactions.some(({ effects }) => effects.some((change) => change.is(marksChanged)))
}

/** The marks are of the schema, the answer and the caller too: when one of these changes, they are made anew. */
function keepMarks(view: EditorView, kind: 'graphql' | 'variables'): () => void {
  let isStopped = false
  void loadSchema().then((schema) => {
    if (kind === 'graphql' && !isStopped) updateSchema(view, schema)
  })
  const stop = effect(() => {
    if (kind === 'graphql') marksDependOn()
    else void inputs.value
    queueMicrotask(() => {
      if (!isStopped) view.dispatch({ effects: marksChanged.of(null) })
    })
  })
  return () => {
    isStopped = true
    stop()
  }
}

const runKey = {
  key: 'Mod-Enter',
  preventDefault: true,
  run: () => {
    void run()
    return true
  },
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--plum)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--well)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--rust)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.atom], color: 'var(--rust)' },
  { tag: [tags.variableName, tags.special(tags.name)], color: 'var(--caution)' },
])

const LOOK: Extension = [
  syntaxHighlighting(colours),
  foldGutter(),
  EditorView.theme({
    '&': { backgroundColor: 'transparent', color: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--quiet)', border: '0' },
    '.cm-activeLine, .cm-activeLineGutter': {
      backgroundColor: 'color-mix(in srgb, var(--wash) 55%, transparent)',
    },
    '.cm-content': { caretColor: 'var(--accent)' },
    '.cm-cursor': { borderLeftColor: 'var(--accent)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--sheet)',
      color: 'var(--ink)',
      border: '1px solid var(--line)',
      borderRadius: '6px',
      maxWidth: 'min(28rem, 90vw)',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--accent)',
      color: 'var(--on-accent)',
    },
    '.cm-placeholder': { color: 'var(--quiet)' },
    '.cm-foldPlaceholder': { backgroundColor: 'var(--wash)', border: '0', color: 'var(--quiet)' },
  }),
]

const WRITING: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  keymap.of([
    runKey,
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
  ]),
]

const READING: Extension = [
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
  EditorView.lineWrapping,
  keymap.of([runKey, ...foldKeymap, ...defaultKeymap]),
]
