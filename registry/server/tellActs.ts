import { z } from 'zod'
import { sha256Hex } from '../../kit/digest.ts'
import type { Hooks, HookType } from '../../kit/hooks/hooks.ts'
import type { Act } from '../store/act.ts'

/**
 * Tells by hooks what was done. Of what was refused failed checks alone are told: each takes its turn, whereas anybody with a key
 * can have a thousand other refusals in a second, which would push what matters out of the line.
 */
export function tellAct(act: Act, texts: readonly string[], hooks: Hooks): void {
  const { number, previous, by } = act
  const tell = (type: HookType, data: Readonly<Record<string, unknown>>, of = ''): void =>
    // The act before is part of the subject: two registries have acts of the same number.
    hooks.tell({
      type,
      subject: `${previous} ${number} ${of}`,
      data: { act: number, by: by.bureau, ...data },
    })
  switch (act.kind) {
    case 'seeded':
      return
    case 'published': {
      const published = { release: act.release.number, subgraph: act.subgraph }
      tell('registry.published', published)
      const deprecated = coordinatesOf(findingsOf(act.check, texts), DEPRECATIONS)
      if (deprecated.length > 0) tell('registry.deprecated', { ...published, deprecated })
      return
    }
    case 'deleted':
      return tell('registry.deleted', { release: act.release.number, subgraph: act.subgraph })
    case 'rolled-back':
      return tell('registry.rolled-back', { release: act.release.number, to: act.to })
    case 'waiting':
      return tell('registry.waiting', { subgraph: act.publication.subgraph })
    case 'refused': {
      if (act.code !== 'CHECK_FAILED') return
      const failures = findingsOf(act.check, texts).filter(isFailure)
      tell('registry.check-failed', { subgraph: act.subgraph, errors: failures.length })
      for (const [owner, coordinates] of consentsOf(failures))
        tell('registry.consent-asked', { subgraph: act.subgraph, of: owner, coordinates }, owner)
      return
    }
    case 'consented':
      return tell('registry.consented', { subgraph: act.subgraph, sdl: act.sdl })
    case 'key-added':
      return tell('registry.key-added', { key: act.id, bureau: act.bureau })
    case 'key-revoked':
      return tell('registry.key-revoked', { key: act.id })
  }
}

const DEPRECATIONS: ReadonlySet<string> = new Set([
  'field-deprecation-added',
  'enum-value-deprecation-reason-added',
])
const CONSENTS: ReadonlySet<string> = new Set(['override-needs-consent', 'contribution-needs-consent'])

const reportShape = z.object({
  findings: z.array(
    z.object({
      rule: z.string(),
      level: z.string(),
      coordinate: z.string(),
      allowed: z.string().nullable(),
      hits: z.array(z.object({ kind: z.string(), name: z.string() })),
    }),
  ),
})
type ToldFinding = z.output<typeof reportShape>['findings'][number]

/** Of the report that is kept with the act. */
function findingsOf(check: string | null, texts: readonly string[]): readonly ToldFinding[] {
  const text = texts.find((one) => check !== null && sha256Hex(one) === check)
  return text === undefined ? [] : reportShape.parse(JSON.parse(text)).findings
}

function isFailure({ level, allowed }: ToldFinding): boolean {
  return level === 'error' && allowed === null
}

function coordinatesOf(findings: readonly ToldFinding[], rules: ReadonlySet<string>): readonly string[] {
  return [...new Set(findings.flatMap(({ rule, coordinate }) => (rules.has(rule) ? [coordinate] : [])))]
}

/** By each bureau that is to agree, to what. */
function consentsOf(failures: readonly ToldFinding[]): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, string[]>()
  for (const { rule, coordinate, hits } of failures)
    for (const { kind, name } of hits)
      if (CONSENTS.has(rule) && kind === 'subgraph') asked.set(name, [...(asked.get(name) ?? []), coordinate])
  return asked
}
