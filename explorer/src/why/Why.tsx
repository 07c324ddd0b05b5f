import { asksParts } from '../ask/asked.ts'
import { answer, histories } from '../ask/workbench.ts'
import { bureauHue, bureauName } from '../graph/bureaus.ts'
import { best, formatNumber, formatTime, words } from '../language/language.ts'
import { readExplanation, type ExplainedCall, type Explanation } from './explanation.ts'
import { findOrigins, type Origin } from './origins.ts'

/** How the answer came about: the plan, the calls as they went, and where each part comes from. */
export function Why() {
  const { why: strings } = words.value
  const explanation = readExplanation(answer.value?.extensions)
  const isBitByBit = histories.value.length > 0 || asksParts(answer.value?.question.query ?? '')
  const origins = findOrigins(answer.value?.data)
  return (
    <details class="why">
      <summary>
        {strings.title}
        {explanation &&
          ` · ${strings.calls(explanation.calls.length)} · ${strings.cost(formatNumber(explanation.cost))}`}
        {explanation?.traceId && ` · ${strings.trace(explanation.traceId)}`}
      </summary>
      {explanation ? (
        <Fall explanation={explanation} />
      ) : (
        <p class="quiet small">{isBitByBit ? strings.bitByBit : strings.refused}</p>
      )}
      <h3>{strings.from}</h3>
      {origins.length === 0 ? (
        <p class="quiet small" style="padding-bottom: 1rem">
          {strings.noProvenance}
        </p>
      ) : (
        <ul class="plain origins small">
          {origins.map((origin) => (
            <OriginLine key={origin.key} origin={origin} />
          ))}
        </ul>
      )}
    </details>
  )
}

function Fall({ explanation: { calls } }: { readonly explanation: Explanation }) {
  const { why: strings } = words.value
  const made = calls.filter((call) => call.made)
  const begin = Math.min(...made.map(({ start }) => start))
  const end = Math.max(...made.map(({ end }) => end), begin + 0.1)
  const depths = findDepths(calls)
  return (
    <>
      <h3>{strings.waterfall}</h3>
      <ol class="plain fall">
        {calls.map((call) => (
          <CallLine
            key={call.id}
            call={call}
            begin={begin}
            span={end - begin}
            depth={depths.get(call.id) ?? 0}
          />
        ))}
      </ol>
    </>
  )
}

function CallLine({
  call,
  begin,
  span,
  depth,
}: {
  readonly call: ExplainedCall
  readonly begin: number
  readonly span: number
  readonly depth: number
}) {
  const { why: strings } = words.value
  const left = ((call.start - begin) / span) * 100
  const width = Math.max(0.5, ((call.end - call.start) / span) * 100)
  return (
    <li style={`--hue: ${bureauHue(call.subgraph)}`}>
      <div class="row" style={`gap: .2rem .7rem; padding-left: ${depth * 1.4}rem`}>
        {depth > 0 && <span class="quiet">└</span>}
        <strong class="bureau">
          {call.id + 1} {bureauName(call.subgraph)}
        </strong>
        {call.made ? (
          <span>{(call.end - call.start).toFixed(1)} ms</span>
        ) : (
          <span class="tag">{strings.notMade}</span>
        )}
        {call.entities > 0 && <span class="quiet">{strings.entities(call.entities)}</span>}
        {call.bytes > 0 && <span class="quiet">{formatNumber(Math.round(call.bytes / 102.4) / 10)} kB</span>}
        {call.after.length > 0 && (
          <span class="quiet">{strings.after(call.after.map((id) => id + 1).join(', '))}</span>
        )}
        <CacheTag cache={call.cache} />
        {call.joined && <span class="tag">{strings.joined}</span>}
        {call.errorCode !== null && <span class="tag bad">{call.errorCode}</span>}
      </div>
      <div class="track">
        <div class="bar" style={`margin-left: ${left}%; width: ${width}%; max-width: ${100 - left}%`} />
      </div>
      <details>
        <summary class="quiet">{strings.sent}</summary>
        <pre tabIndex={0}>{call.query}</pre>
      </details>
    </li>
  )
}

function CacheTag({ cache }: Pick<ExplainedCall, 'cache'>) {
  const { why: strings } = words.value
  if (cache === null || cache.total === 0) return null
  if (cache.stale > 0) return <span class="tag warn">{strings.staleHit(cache.hits, cache.total)}</span>
  if (cache.hits === 0) return <span class="tag">{strings.miss}</span>
  return <span class="tag good">{strings.hit(cache.hits, cache.total)}</span>
}

/** How many calls lie one after the other before each: the plan as a tree. A call comes after those that it waits for. */
function findDepths(calls: readonly ExplainedCall[]): ReadonlyMap<number, number> {
  const depths = new Map<number, number>()
  for (const { id, after } of calls) {
    depths.set(id, after.length === 0 ? 0 : 1 + Math.max(...after.map((before) => depths.get(before) ?? 0)))
  }
  return depths
}

function OriginLine({ origin }: { readonly origin: Origin }) {
  const { why: strings } = words.value
  return (
    <li>
      <strong>{best(origin.title)}</strong>{' '}
      {origin.retrievedAt !== null && (
        <span class="quiet">{strings.retrieved(formatTime(origin.retrievedAt))}</span>
      )}{' '}
      {origin.sample === true && <span class="tag warn">{strings.sample}</span>}{' '}
      {origin.stale !== null && (
        <span class={origin.stale ? 'tag warn' : 'tag good'}>
          {origin.stale ? strings.stale : strings.fresh}
        </span>
      )}{' '}
      {origin.licence !== undefined && (
        <span class="quiet">
          {strings.licence}: {origin.licence ?? strings.noLicence}
        </span>
      )}
    </li>
  )
}
