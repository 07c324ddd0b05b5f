import { formatNumber, formatTime, words } from '../language/language.ts'
import { bureauName } from '../start/GraphMap.tsx'
import type { GatewayStatus, Health } from './health.ts'

/** Whether each bureau's subgraph answers, and how much of what was wanted lay in the cache. */
export function HealthTable({ status }: { readonly status: GatewayStatus }) {
  const { status: say } = words.value
  return (
    <section>
      <h2>{say.subgraphs}</h2>
      <table class="feeds health">
        <thead>
          <tr>
            <th scope="col">{say.subgraph}</th>
            <th scope="col">{say.state}</th>
            <th scope="col">{say.calls}</th>
            <th scope="col">{say.fromCache}</th>
          </tr>
        </thead>
        <tbody>
          {status.subgraphs.map((health) => (
            <tr key={health.name} style={`--hue: var(--${health.name}, var(--quiet))`}>
              <th scope="row">
                <span class="mark" aria-hidden="true" />
                {bureauName(health.name)}
              </th>
              <td>
                <HealthState health={health} />
              </td>
              <td>
                <Calls health={health} />
              </td>
              <td data-label={say.fromCache}>
                {status.cache ? <HitRate health={health} /> : <span class="quiet">{say.noCache}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet small">{say.counted(formatTime(status.startedAt))}</p>
    </section>
  )
}

function HealthState({ health: { state, since } }: { readonly health: Health }) {
  const { status: say } = words.value
  const from = since === null ? '' : say.since(formatTime(since))
  switch (state) {
    case 'up':
      return (
        <>
          <span class="tag good">{say.up}</span> <span class="quiet small">{from}</span>
        </>
      )
    case 'failing':
      return (
        <>
          <span class="tag warn">{say.failing}</span> <span class="small">{from}</span>
        </>
      )
    case 'down':
      return (
        <>
          <span class="tag bad">{say.down}</span> <span class="small">{from}</span>
        </>
      )
    default:
      return <span class="tag">{say.unknown}</span>
  }
}

function Calls({ health: { calls, failures, lastFailure, lastFailureAt } }: { readonly health: Health }) {
  const { status: say } = words.value
  return (
    <>
      {say.callsMade(calls, formatNumber(calls))}
      {failures > 0 && (
        <p class="small quiet">
          {say.failuresOf(formatNumber(failures))}
          {lastFailureAt !== null && `: ${formatTime(lastFailureAt)} `}
          <code>{lastFailure}</code>
        </p>
      )}
    </>
  )
}

function HitRate({ health: { wanted, known } }: { readonly health: Health }) {
  const { status: say } = words.value
  if (wanted === 0) return <span class="quiet">–</span>
  const share = known / wanted
  return (
    <>
      <meter min={0} max={1} value={share} aria-label={say.fromCache} />{' '}
      <span>{formatNumber(Math.round(share * 1000) / 10)} %</span>{' '}
      <span class="quiet small">{say.knownOf(formatNumber(known), formatNumber(wanted))}</span>
    </>
  )
}
