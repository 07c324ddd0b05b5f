import { getNamedType, isCompositeType, Kind } from 'graphql'
import { ruleFor, rulesLoaded } from '../caller/rules.ts'
import { localDescription, localName } from '../graph/names/names.ts'
import { words } from '../language/language.ts'
import { useRef } from 'preact/hooks'
import type { VNode } from 'preact'
import { ArgumentRow } from './ArgumentRow.tsx'
import { branchesBelow, fieldNodeOf, type Branch } from './branches.ts'
import { hint, idOf, isOpen, question, setOpen, toggleBranch } from './picking.ts'
import type { Question } from './question.ts'
import { textOf as textAt } from './textEdit.ts'

/**
 * Branches side by side. One whose part of the text is as it was is not drawn anew: of a long query, a key that is typed
 * changes the branches on the way to it, and no others.
 */
export function Branches({ of, all }: { readonly of: Question; readonly all: readonly Branch[] }) {
  const drawn = useRef<ReadonlyMap<string, Drawn>>(new Map())
  const rows = all.map((branch): readonly [string, Drawn] => {
    const id = idOf(branch.steps)
    const written = writtenAt(of, branch)
    const known = drawn.current.get(id)
    const isKnown = known?.written === written && known.schema === of.schema
    return [id, isKnown ? known : { written, schema: of.schema, row: <BranchRow key={id} branch={branch} /> }]
  })
  drawn.current = new Map(rows)
  return <>{rows.map(([, { row }]) => row)}</>
}

interface Drawn {
  readonly written: string
  readonly schema: Question['schema']
  readonly row: VNode
}

/** All of the text that a branch is made of; fragments may stand anywhere. */
function writtenAt({ text, definitions }: Question, { nodes, fragment }: Branch): string {
  const own = nodes.map((node) => textAt(text, node)).join('\n')
  if (fragment === null && !own.includes('...')) return own
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  return [own, fragment, ...fragments.map((node) => textAt(text, node))].join('\n')
}

/** One field to tick, with what lies below it. */
function BranchRow({ branch }: { readonly branch: Branch }) {
  const { build } = words.value
  const { nodes, fragment } = branch
  const name = nameOf(branch)
  const hasParts = isCompositeType(branch.type)
  const open = hasParts || hasArguments(branch) ? isOpen(branch) : false
  const showHint = () => {
    hint.value = { name: signatureOf(branch), text: [localNameOf(branch), textOf(branch)].join(' ') }
  }
  return (
    <li>
      <div class="pick" onPointerEnter={showHint} onFocusCapture={showHint}>
        {hasParts || hasArguments(branch) ? (
          <button
            type="button"
            class="twist"
            tabIndex={-1}
            aria-expanded={open}
            aria-label={`${open ? build.close : build.open} ${name}`}
            onClick={() => setOpen(branch, !open)}
          />
        ) : (
          <span class="twist" />
        )}
        <label title={fragment === null ? textOf(branch) : build.inFragment(fragment)}>
          <input
            type="checkbox"
            checked={nodes.length > 0}
            disabled={fragment !== null}
            onChange={() => toggleBranch(branch)}
          />
          <span class="names">
            <code>{name}</code> <LocalName branch={branch} />
          </span>
        </label>
        <Denied branch={branch} />
      </div>
      {open && <Below branch={branch} />}
    </li>
  )
}

function Below({ branch }: { readonly branch: Branch }) {
  // Whoever draws the branch anew has seen the text change.
  const of = question.peek()
  const node = fieldNodeOf(branch)
  return (
    <ul class="plain branches">
      {node !== null &&
        branch.field?.args.map((argument) => (
          <ArgumentRow
            key={`(${argument.name}`}
            input={argument}
            path={[argument.name]}
            steps={branch.steps}
            node={node}
            isLocked={branch.fragment !== null}
          />
        ))}
      {of && <Branches of={of} all={branchesBelow(of, branch)} />}
    </ul>
  )
}

function LocalName({ branch }: { readonly branch: Branch }) {
  const name = localNameOf(branch)
  return name === null ? null : <span class="quiet small">{name}</span>
}

function localNameOf({ field, parent, type }: Branch): string | null {
  return localName(field ? `${parent.name}.${field.name}` : type.name)
}

/** The rule that keeps this caller from the field, before the query runs. */
function Denied({ branch: { field, parent, type } }: { readonly branch: Branch }) {
  if (!rulesLoaded.value) return null
  const rule = ruleFor(field ? [`${parent.name}.${field.name}`, getNamedType(field.type).name] : [type.name])
  return rule === null ? null : (
    <span class="rule">
      <span aria-hidden="true">◇ </span>
      {words.value.caller.needs(rule)}
    </span>
  )
}

function hasArguments({ field, nodes }: Branch): boolean {
  return nodes.length > 0 && (field?.args.length ?? 0) > 0
}

/** "museum", "a: museum" under another name, "… on Monument" for a type of several. */
function nameOf({ field, steps, type }: Branch): string {
  const step = steps.at(-1)
  if (!field || step?.kind !== 'field') return `… on ${type.name}`
  return step.key === field.name ? field.name : `${step.key}: ${field.name}`
}

function signatureOf({ field, type }: Branch): string {
  return field ? `${field.name}: ${String(field.type)}` : type.name
}

function textOf({ field, type }: Branch): string {
  const own = field?.description ?? ''
  return own === '' ? localDescription(type.name, type.description) : own
}
