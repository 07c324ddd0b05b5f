import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { jsonParseLinter } from '@codemirror/lang-json'
import { syntaxTree } from '@codemirror/language'
import { linter, type Diagnostic } from '@codemirror/lint'
import type { EditorState, Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { getNullableType, isEnumType, type GraphQLInputType } from 'graphql'
import { words } from '../language/language.ts'
import { findJsonPlace } from './jsonPlace.ts'
import { findMisfits, inputs, inputsOf, typeAt, type Input, type Misfit } from './variables.ts'
import { parseVariables } from './workbench.ts'

/** Variables are completed and checked by the types that the query gives them. */
export function variableExtensions(needsRefresh: Parameters<typeof linter>[1]): Extension {
  return [
    autocompletion({ icons: false, override: [complete] }),
    linter(check, { delay: 150, ...needsRefresh }),
  ]
}

function complete({ state, pos }: CompletionContext): CompletionResult | null {
  const place = findJsonPlace(state.sliceDoc(0, pos))
  if (place === null) return null
  const options = place.wants === 'key' ? keysAt(place.path) : valuesOf(typeAt(inputs.peek(), place.path))
  // The quote that the editor closed by itself.
  const to =
    state.sliceDoc(place.from, pos).startsWith('"') && state.sliceDoc(pos, pos + 1) === '"' ? pos + 1 : pos
  return options.length === 0 ? null : { from: place.from, to, options }
}

function keysAt(path: readonly (string | number)[]): readonly Completion[] {
  const type = path.length === 0 ? null : typeAt(inputs.peek(), path)
  const wanted = path.length === 0 ? inputs.peek() : type ? (inputsOf(type) ?? []) : []
  return wanted.map(({ name, type: own, description }: Input) => ({
    label: `"${name}"`,
    apply: `"${name}": `,
    detail: String(own),
    info: description,
  }))
}

function valuesOf(type: GraphQLInputType | null): readonly Completion[] {
  const plain = type && getNullableType(type)
  if (isEnumType(plain))
    return plain.getValues().map(({ name, description }) => ({ label: `"${name}"`, info: description ?? '' }))
  return String(plain) === 'Boolean' ? [{ label: 'true' }, { label: 'false' }] : []
}

const isJson = jsonParseLinter()

function check(view: EditorView): readonly Diagnostic[] {
  const { state } = view
  const text = state.doc.toString()
  if (text.trim() !== '') {
    const broken = isJson(view)
    if (broken.length > 0) return broken
  }
  const given = parseVariables(text)
  if (given === null)
    return [{ from: 0, to: text.length, severity: 'error', message: words.peek().ask.badVariables }]
  return findMisfits(given, inputs.peek()).map((misfit) => ({
    ...placeOf(state, misfit.path),
    severity: misfit.kind === 'wrong' ? 'error' : 'warning',
    message: explainMisfit(misfit),
  }))
}

export function explainMisfit({ kind, text }: Misfit): string {
  const { documents: strings } = words.peek()
  switch (kind) {
    case 'missing':
      return strings.missingVariable(text)
    case 'unknown':
      return strings.unknownVariable(text)
    case 'wrong':
      return text
  }
}

/** The value at a path, or as much of the way as there is. */
function placeOf(
  state: EditorState,
  path: readonly (string | number)[],
): { readonly from: number; readonly to: number } {
  let node: SyntaxNode | null = syntaxTree(state).topNode.firstChild
  for (const step of path) {
    const next: SyntaxNode | null =
      node && (typeof step === 'number' ? itemAt(node, step) : valueAt(state, node, step))
    if (next === null) break
    node = next
  }
  if (node === null || path.length === 0) return { from: 0, to: Math.min(1, state.doc.length) }
  return { from: node.from, to: node.to }
}

function itemAt(list: SyntaxNode, index: number): SyntaxNode | null {
  return childrenOf(list).filter(({ name }) => name !== '[' && name !== ']')[index] ?? null
}

function valueAt(state: EditorState, object: SyntaxNode, key: string): SyntaxNode | null {
  const named = (property: SyntaxNode) => {
    const name = property.getChild('PropertyName')
    return name !== null && state.sliceDoc(name.from + 1, name.to - 1) === key
  }
  return object.getChildren('Property').find(named)?.lastChild ?? null
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child)
  return children
}
