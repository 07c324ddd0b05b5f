import { useSignal } from '@preact/signals'
import { Failed } from '../failure/Failed.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import { formatTime, words } from '../language/language.ts'
import type { SchemaDiff } from './diffSchemas.ts'
import { readRegistry, readSchemaOf, versionsOf, type Registry, type Version } from './versions.ts'

/** The versions of the graph that concern a subgraph, as far as the gateway may tell what its registry knows. */
export function Versions({ subgraph }: { readonly subgraph: string }) {
  const { bureau: strings } = words.value
  const registry = useLoaded(readRegistry, [])
  return (
    <section aria-busy={!registry.isLoaded}>
      <h2>{strings.versions}</h2>
      {registry.fault !== null && <Failed {...registry} fault={registry.fault} />}
      {registry.value !== null && <VersionList registry={registry.value} subgraph={subgraph} />}
    </section>
  )
}

function VersionList({ registry, subgraph }: { readonly registry: Registry; readonly subgraph: string }) {
  const { bureau: strings } = words.value
  if (registry.state === 'none') return <p class="quiet">{strings.noRegistry}</p>
  if (registry.state === 'unreachable') return <p class="alarm">{strings.registryGone}</p>
  const versions = versionsOf(registry, subgraph)
  if (versions.length === 0) return <p class="quiet">{strings.noVersions}</p>
  return (
    <ul class="plain versions">
      {versions.map((version) => (
        <li key={version.release}>
          <OneVersion version={version} />
        </li>
      ))}
    </ul>
  )
}

function OneVersion({ version }: { readonly version: Version }) {
  const { bureau: strings } = words.value
  const { release, before, kind, at, check } = version
  const isOpen = useSignal(false)
  const kinds: Readonly<Record<string, string>> = strings.kinds
  return (
    <>
      <strong>{strings.release(String(release))}</strong> {kinds[kind] ?? kind}{' '}
      <span class="quiet small">{formatTime(at)}</span> {check !== null && <Check check={check} />}
      {before !== null && (
        <details onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
          <summary class="small">{strings.changes}</summary>
          {isOpen.value && <Changes before={before} after={release} />}
        </details>
      )}
    </>
  )
}

function Check({ check }: { readonly check: NonNullable<Version['check']> }) {
  const { bureau: strings } = words.value
  // A registry newer than this page may have classes that it does not know.
  const tell: Readonly<Record<string, (count: number) => string>> = strings.findings
  const counts = Object.entries(check.findings).map(
    ([name, count]) => tell[name]?.(count) ?? `${count} ${name}`,
  )
  return (
    <>
      <span class={check.passed ? 'tag good' : 'tag bad'}>
        {check.passed ? strings.passed : strings.failed}
      </span>{' '}
      <span class="quiet small">{counts.join(', ')}</span>
    </>
  )
}

function Changes({ before, after }: { readonly before: number; readonly after: number }) {
  const { bureau: strings } = words.value
  const diff = useLoaded((signal) => readDiff(before, after, signal), [before, after])
  if (diff.fault !== null) return <Failed {...diff} fault={diff.fault} />
  if (diff.value === null) return <p class="quiet" aria-busy="true" />
  const { added, removed, changed } = diff.value
  if (added.length + removed.length + changed.length === 0)
    return <p class="quiet small">{strings.noChange}</p>
  return (
    <dl class="small">
      <Coordinates title={strings.removed} coordinates={removed} />
      <Coordinates
        title={strings.changed}
        coordinates={changed.map((one) => `${one.coordinate}: ${one.before} → ${one.after}`)}
      />
      <Coordinates title={strings.added} coordinates={added} />
    </dl>
  )
}

function Coordinates({
  title,
  coordinates,
}: {
  readonly title: string
  readonly coordinates: readonly string[]
}) {
  if (coordinates.length === 0) return null
  return (
    <>
      <dt>{title}</dt>
      {coordinates.map((coordinate) => (
        <dd key={coordinate}>
          <code>{coordinate}</code>
        </dd>
      ))}
    </>
  )
}

async function readDiff(before: number, after: number, signal: AbortSignal): Promise<SchemaDiff> {
  const [old, now, { diffSchemas }] = await Promise.all([
    readSchemaOf(before, signal),
    readSchemaOf(after, signal),
    loadPart(() => import('./diffSchemas.ts')),
  ])
  return diffSchemas(old, now)
}
