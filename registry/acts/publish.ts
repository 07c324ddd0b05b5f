import { sha256Hex } from '../../kit/digest.ts'
import { dayInMacao } from '../../kit/dayInMacao.ts'
import type { CheckReport } from '../check/checkSubgraph.ts'
import { CheckFailed, Conflict, Forbidden, NotFound } from '../refusals.ts'
import type { Actor, Publication, StoredRelease, SubgraphVersion } from '../store/act.ts'
import { comesAfter } from './journal.ts'
import { nameActor } from './keys.ts'
import { assertSigned, readFiles, readLiveTexts } from './liveGraph.ts'
import type { ActParts } from './parts.ts'
import { sealRelease } from './sealRelease.ts'
import { consentKey, versionOf, type RegistryState } from './state.ts'

export interface Proposed {
  readonly subgraph: string
  readonly sdl: string
  readonly allowances: Publication['allowances']
}

export interface PublishRequest extends Proposed {
  /** Undefined: as it is. */
  readonly address: string | undefined
  /** The bureau's entry, as YAML; undefined: as it is. */
  readonly bureau: string | undefined
  readonly message: string
  /** The release after which it is to come, where whoever publishes has looked at one. */
  readonly after: number | undefined
}

export type PublishOutcome =
  | { readonly kind: 'published'; readonly release: StoredRelease; readonly report: CheckReport | null }
  /** It is what is live. */
  | { readonly kind: 'unchanged'; readonly release: StoredRelease }
  /** Its origin is new, or what its entry claims: the operator is to approve the act of this number. */
  | { readonly kind: 'waiting'; readonly act: number; readonly report: CheckReport | null }

/** Throws a RegistryRefusal; then nothing was published. */
export async function publish(
  parts: ActParts,
  actor: Actor,
  request: PublishRequest,
): Promise<PublishOutcome> {
  const state = await parts.journal.read()
  assertMayChange(actor, request.subgraph)
  assertAfter(state, request.after)
  const current = versionOf(state.release, request.subgraph)
  const publication: Publication = {
    subgraph: request.subgraph,
    sdl: sha256Hex(request.sdl),
    address: request.address ?? current?.address ?? '',
    bureau: request.bureau === undefined ? (current?.bureau ?? null) : sha256Hex(request.bureau),
    allowances: request.allowances,
  }
  if (state.release !== null && isSame(current, publication))
    return { kind: 'unchanged', release: state.release }
  const entry = await readEntry(parts, publication.bureau, request.bureau)
  const claims = await claimsOf(parts, request.subgraph, entry)
  const report = await check(parts, state, request)
  if (report?.passed === false) throw new CheckFailed(report)
  const judged = { state, publication, report, entry, texts: textsOf(request, report) }
  const before = await readEntry(parts, current?.bureau ?? null, undefined)
  const isOperators =
    originOf(publication.address) !== originOf(current?.address ?? '') ||
    claims !== (await claimsOf(parts, request.subgraph, before))
  if (actor.bureau !== null && isOperators)
    return { kind: 'waiting', act: await wait(parts, actor, request.message, judged), report }
  return { kind: 'published', release: await release(parts, actor, request, judged), report }
}

/** Publishes what waits, if it is still the act of this number, under the operator's name. */
export async function approve(
  parts: ActParts,
  actor: Actor,
  subgraph: string,
  act: number,
): Promise<PublishOutcome> {
  const { journal } = parts
  assertOperator(actor)
  const waiting = (await journal.read()).waiting.get(subgraph)
  if (waiting === undefined) throw new NotFound(`Expected a publication of ${subgraph} that waits; got none.`)
  if (waiting.number !== act)
    throw new Conflict(`Expected to approve act ${waiting.number}, the last of ${subgraph}; got ${act}.`)
  const { sdl, bureau, address, allowances } = waiting.publication
  return publish(parts, actor, {
    subgraph,
    address,
    allowances,
    sdl: await journal.readText(sdl),
    bureau: bureau === null ? undefined : await journal.readText(bureau),
    message: `${waiting.message} (of ${nameActor(waiting.by)}, act ${act})`,
    after: undefined,
  })
}

/** Null where nothing is live that could be broken. Rejects with UnusableInput for what cannot be judged. */
export async function check(
  { journal, judge, now }: ActParts,
  { release, consents }: RegistryState,
  { subgraph, sdl, allowances }: Proposed,
): Promise<CheckReport | null> {
  return judge.check({
    proposed: { name: subgraph, file: `${subgraph}.graphql`, sdl, entry: undefined },
    live: release && (await readLiveTexts(journal, release)),
    today: dayInMacao(now()),
    consents: consents.get(consentKey(subgraph, sha256Hex(sdl))) ?? new Set(),
    allowances,
  })
}

export function assertMayChange(actor: Actor, subgraph: string): void {
  if (actor.bureau === null || actor.bureau === subgraph) return
  throw new Forbidden(
    `Expected the key of ${subgraph} or of the operator; got the key ${actor.key}, which is for ${actor.bureau} alone.`,
  )
}

export function assertOperator(actor: Actor): void {
  if (actor.bureau !== null)
    throw new Forbidden(
      `Expected the operator's key; got the key ${actor.key}, which is for ${actor.bureau} alone.`,
    )
}

export function assertAfter(state: RegistryState, after: number | undefined): void {
  if (after !== undefined && after !== (state.release?.number ?? 0)) throw comesAfter(state, after)
}

interface Judged {
  readonly state: RegistryState
  readonly publication: Publication
  readonly report: CheckReport | null
  /** The bureau's entry as it will be, as YAML. */
  readonly entry: string | undefined
  readonly texts: readonly string[]
}

async function wait(
  { journal }: ActParts,
  by: Actor,
  message: string,
  { state, publication, texts }: Judged,
): Promise<number> {
  const { acts } = await journal.commit(state, { kind: 'waiting', by, message, publication }, texts)
  return acts.length
}

async function release(
  parts: ActParts,
  by: Actor,
  { subgraph, sdl, message }: PublishRequest,
  { state, publication, report, entry, texts }: Judged,
): Promise<StoredRelease> {
  const { journal, judge, signingKey } = parts
  if (state.release !== null) await assertSigned(parts, state.release)
  const number = journal.nextRelease(state)
  const { [subgraph]: _, ...others } = state.release?.subgraphs ?? {}
  const { address, bureau } = publication
  const composed = await judge.compose([
    ...(await readFiles(journal, others)),
    { name: subgraph, file: `${subgraph}.graphql`, url: address, sdl, entry },
  ])
  const version: SubgraphVersion = { sdl: publication.sdl, address, bureau, since: number }
  const sealed = sealRelease(number, { ...others, [subgraph]: version }, composed, signingKey)
  await journal.commit(
    state,
    {
      kind: 'published',
      by,
      message,
      subgraph,
      check: report && sha256Hex(textOfReport(report)),
      release: sealed,
    },
    [...texts, composed.supergraphSdl, composed.apiSdl],
  )
  return sealed
}

function textsOf({ sdl, bureau }: PublishRequest, report: CheckReport | null): readonly string[] {
  return [sdl, ...(bureau === undefined ? [] : [bureau]), ...(report ? [textOfReport(report)] : [])]
}

export function textOfReport(report: CheckReport): string {
  return JSON.stringify(report)
}

async function readEntry(
  { journal }: ActParts,
  hash: string | null,
  given: string | undefined,
): Promise<string | undefined> {
  return hash === null ? undefined : (given ?? journal.readText(hash))
}

/** What a bureau cannot give itself: whose tokens it takes, which entities it owns, what it may take out of a variant. */
async function claimsOf({ judge }: ActParts, subgraph: string, entry: string | undefined): Promise<string> {
  if (entry === undefined) return ''
  const { bureau, owns, mayTag, describesDataSets } = await judge.readEntry(subgraph, entry)
  return JSON.stringify([bureau, owns, mayTag, describesDataSets])
}

function isSame(current: SubgraphVersion | undefined, next: Publication): boolean {
  return current?.sdl === next.sdl && current.address === next.address && current.bureau === next.bureau
}

function originOf(address: string): string {
  return address === '' ? '' : new URL(address).origin
}
