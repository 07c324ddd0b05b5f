import type { ComponentType } from 'preact'
import { ErrorText } from '../failure/gatewayErrors/ErrorText.tsx'
import { explainFault, Failed, Remedies } from '../failure/Failed.tsx'
import type { Answer } from '../graph/ask.ts'
import { Boundary, Lazy } from '../failure/Lazy.tsx'
import { loadPart } from '../failure/loadPart.ts'
import {
  answer,
  answered,
  awaited,
  chosenView,
  failure as failedRun,
  histories,
  isChangedSince,
  latest,
  renewAnswer,
  run,
  running,
  showAs,
} from '../ask/workbench.ts'
import { active } from '../ask/desk.ts'
import { isPlainQuery } from '../ask/asked.ts'
import { KeepFresh } from '../live/KeepFresh.tsx'
import { formatNumber, words } from '../language/language.ts'
import { fetchAllPages, fetching, isCut, stopFetching } from '../export/allPages.ts'
import { Why } from '../why/Why.tsx'
import { ListChoice } from './ListChoice.tsx'
import { Sources } from './Sources.tsx'
import { chooseView, findChartShape } from './shape.ts'
import { useShown, type Shown } from './shown.ts'
import { VIEWS, type ViewName } from './views.ts'

const LOADERS: Readonly<Record<ViewName, () => Promise<ComponentType>>> = {
  json: () => loadPart(() => import('./JsonView.tsx')).then(({ JsonView }) => JsonView),
  table: () => loadPart(() => import('./table/TableView.tsx')).then(({ TableView }) => TableView),
  chart: () => loadPart(() => import('./chart/ChartView.tsx')).then(({ ChartView }) => ChartView),
  map: () => loadPart(() => import('../map/MapView.tsx')).then(({ MapView }) => MapView),
}

const loadSparklines = () =>
  loadPart(() => import('../live/Sparklines.tsx')).then(({ Sparklines }) => Sparklines)

const loadAwaited = () =>
  loadPart(() => import('../live/AwaitedParts.tsx')).then(({ AwaitedParts }) => AwaitedParts)

/** The answer as a person wants it; the view is chosen from the shape of the data until the reader chooses. */
export function Results() {
  const shown = useShown()
  if (answer.value === null) return <Nothing />
  const hasData = answer.value.data !== null && answer.value.data !== undefined
  const view = hasData ? (chosenView.value ?? autoView(shown)) : 'json'
  return (
    <>
      <LastRun />
      <Sources />
      <ViewBar view={view} />
      <Errors of={latest.value ?? answer.value} />
      <Former />
      {awaited.value !== null && <Lazy load={loadAwaited} />}
      <Paging />
      {histories.value.length > 0 && (
        <Boundary>
          <Lazy load={loadSparklines} />
        </Boundary>
      )}
      <div class="shown">
        {hasData && (
          <Boundary key={view}>
            <Lazy load={LOADERS[view]} />
          </Boundary>
        )}
      </div>
      <Why />
    </>
  )
}

/** Before the first answer. */
function Nothing() {
  const { ask } = words.value
  const failed = running.value ? null : failedRun.value
  if (typeof failed === 'object' && failed !== null) return <Failed fault={failed} retry={() => void run()} />
  const message = failureText(failed)
  if (message === null) return <p class="void">{running.value ? ask.running : ask.empty}</p>
  return (
    <p class="void alarm" role="alert">
      {message}
    </p>
  )
}

/** Why the last run brought nothing; what came before stays below. */
function LastRun() {
  const failed = running.value ? null : failedRun.value
  if (failed === null) return null
  if (typeof failed === 'string') {
    return (
      <p class="notice bad" role="alert">
        {failureText(failed)}
      </p>
    )
  }
  return (
    <div class="notice bad row" role="alert">
      <span>{explainFault(failed)}</span>
      <Remedies fault={failed} retry={() => void run()} />
    </div>
  )
}

/** Whether what is in sight answers to something else than what stands in the editor, or was refused since. */
function Former() {
  const { documents: strings } = words.value
  // A run that broke off between parts has brought some.
  const isFormer =
    (failedRun.value !== null && !awaited.value?.length) ||
    (latest.value !== null && latest.value !== answer.value)
  if (running.value || (!isFormer && !isChangedSince.value)) return null
  return <p class="notice small quiet">{isFormer ? strings.former : strings.changedSince}</p>
}

function failureText(failed: typeof failedRun.value): string | null {
  const { ask, documents: strings } = words.value
  switch (failed) {
    case 'headers':
      return strings.badHeaders
    case 'variables':
      return ask.badVariables
    case 'link':
      return ask.brokenLink
    case 'stopped':
      return ask.stopped
    default:
      return null
  }
}

function autoView({ chosenList, cells, columns }: Shown): ViewName {
  return chooseView(chosenList.value?.rows ?? [], cells.value, findChartShape(cells.value, columns.value))
}

function ViewBar({ view }: { readonly view: ViewName }) {
  const { view: strings } = words.value
  const { bytes = 0, milliseconds = 0 } = answer.value ?? {}
  return (
    <div class="views" role="toolbar" aria-label={words.value.ask.answer}>
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          class="button bare"
          aria-pressed={view === name}
          onClick={() => showAs(name)}
        >
          {strings[name]}
        </button>
      ))}
      {view !== 'json' && <ListChoice />}
      {answer.value && isPlainQuery(answer.value.question.query) && (
        <KeepFresh key={active.value.id} answer={answer.value} of={answered.value} renew={renewAnswer} />
      )}
      <span class="facts">
        {formatNumber(Math.round(milliseconds))} ms · {formatNumber(Math.round(bytes / 102.4) / 10)} kB
      </span>
    </div>
  )
}

const SHOWN_ERRORS = 20

function Errors({ of: { errors, data } }: { readonly of: Answer }) {
  const { ask } = words.value
  if (errors.length === 0) return null
  const refused = data === null || data === undefined
  return (
    <details class={refused ? 'notice bad' : 'notice'} open={refused || errors.length < 4} role="alert">
      <summary>{refused ? ask.refused : ask.errors(errors.length)}</summary>
      <ul>
        {errors.slice(0, SHOWN_ERRORS).map((error, index) => (
          <li key={index}>
            <ErrorText message={error.message} code={error.code} />{' '}
            <span class="quiet small">{placeOf(error.path, error.line)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function placeOf(path: readonly (string | number)[] | undefined, line: number | undefined): string {
  if (path !== undefined) return path.join('.')
  return line === undefined ? '' : words.value.ask.at(line)
}

/** Says when a list goes on beyond what is here, and fetches the rest. */
function Paging() {
  const { view: strings, ask, failure } = words.value
  const path = useShown().chosenList.value?.path ?? []
  const cut = awaited.value?.length ? null : isCut(answer.value?.data, path)
  const state = fetching.value
  const busy = state !== null && !state.done
  if (cut === null && !busy) return null
  return (
    <div class="notice row" aria-live="polite">
      {busy ? (
        <>
          <progress value={state.known} max={state.total} aria-label={strings.allPages} />
          <span class="small">{strings.fetched(state.known, state.total)}</span>
          <button type="button" class="button" onClick={stopFetching}>
            {ask.stop}
          </button>
        </>
      ) : (
        cut && (
          <>
            <span class={state?.fault ? 'small alarm' : 'small'} role={state?.fault ? 'alert' : undefined}>
              {describeCut(cut, state)}
            </span>
            <button type="button" class="button" onClick={() => void fetchAllPages(path)}>
              {state?.fault ? failure.retry : strings.allPages}
            </button>
          </>
        )
      )}
    </div>
  )
}

function describeCut(
  { known, total }: { readonly known: number; readonly total: number },
  state: typeof fetching.value,
): string {
  const { view: strings, failure } = words.value
  if (state === null) return strings.more(known, total)
  return state.fault ? failure.pages(known, explainFault(state.fault)) : strings.stoppedAt(known, total)
}
