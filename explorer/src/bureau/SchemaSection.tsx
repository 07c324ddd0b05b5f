import { useEffect } from 'preact/hooks'
import { goToAsk } from '../app/route.ts'
import { showInDocs } from '../ask/sidePane.ts'
import { Failed } from '../failure/Failed.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import { loadNames, localDescription, localName } from '../graph/names/names.ts'
import { loadSchema } from '../graph/schema.ts'
import { words } from '../language/language.ts'
import { readGraphMap } from '../start/graphMapData.ts'
import type { Deprecation, OwnSchema, TypeFields } from './ownSchema.ts'

/** The bureau's part of the graph, and what of it goes, until when. */
export function SchemaSection({ subgraph }: { readonly subgraph: string | null }) {
  const { bureau: strings } = words.value
  const part = useLoaded(() => readOwnSchema(subgraph), [subgraph])
  useEffect(() => void loadNames(), [])
  return (
    <section aria-busy={!part.isLoaded}>
      <h2>{strings.schema}</h2>
      {subgraph === null && <p class="quiet">{strings.noSubgraph}</p>}
      {part.fault !== null && <Failed {...part} fault={part.fault} />}
      {part.value !== null && (
        <>
          <Types title={strings.owned} types={part.value.owned} />
          <Types title={strings.contributed} types={part.value.contributed} />
          <Deprecated deprecated={part.value.deprecated} />
        </>
      )}
    </section>
  )
}

async function readOwnSchema(subgraph: string | null): Promise<OwnSchema | null> {
  if (subgraph === null) return null
  const [schema, map, { findOwnSchema }] = await Promise.all([
    loadSchema(),
    readGraphMap(),
    loadPart(() => import('./ownSchema.ts')),
  ])
  return findOwnSchema(schema, map, subgraph)
}

function Types({ title, types }: { readonly title: string; readonly types: readonly TypeFields[] }) {
  const { bureau: strings } = words.value
  if (types.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      {types.map(({ name, description, fields }) => (
        <details key={name} class="type">
          <summary>
            <code>{name}</code> {localName(name)}{' '}
            <span class="quiet small">{strings.fields(fields.length)}</span>
          </summary>
          <p class="quiet small">
            {localDescription(name, description)}{' '}
            <a
              href="#/ask"
              onClick={(event) => {
                event.preventDefault()
                showInDocs(name)
                goToAsk()
              }}
            >
              {words.value.ask.docs}
            </a>
          </p>
          <ul class="plain">
            {fields.map((field) => (
              <li key={field.name}>
                <code>
                  {field.name}: {field.type}
                </code>{' '}
                <span class="quiet small">{localName(field.coordinate)}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}

function Deprecated({ deprecated }: { readonly deprecated: readonly Deprecation[] }) {
  const { bureau: strings } = words.value
  return (
    <>
      <h3>{strings.deprecated}</h3>
      {deprecated.length === 0 && <p class="quiet">{strings.noneDeprecated}</p>}
      <ul class="plain">
        {deprecated.map(({ coordinate, reason, day }) => (
          <li key={coordinate}>
            <code>{coordinate}</code> <Until day={day} /> <span class="quiet small">{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Until({ day }: { readonly day: string | null }) {
  const { bureau: strings } = words.value
  if (day === null) return <span class="tag bad">{strings.noDay}</span>
  const isPast = day < new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  return (
    <span class={isPast ? 'tag bad' : 'tag warn'}>{isPast ? strings.overdue(day) : strings.until(day)}</span>
  )
}
