import type { ComponentType } from 'preact'
import { explainFault, Failed } from '../failure/Failed.tsx'
import { Boundary, Lazy } from '../failure/Lazy.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { answer, chosenView, failure as failedRun, run, running, type ViewName } from '../ask/workbench.ts'
import { formatNumber, words } from '../language/language.ts'
import { fetchAllPages, fetching, isCut, stopFetching } from '../export/allPages.ts'
import { Why } from '../why/Why.tsx'
import { ListChoice } from './ListChoice.tsx'
import { chosenList, columns, flatRows } from './lists.ts'
import { Sources } from './Sources.tsx'
import { chooseView, findChartShape } from './shape.ts'

const VIEWS: readonly ViewName[] = ['json', 'table', 'chart', 'map']

const LOADERS: Readonly<Record<ViewName, () => Promise<ComponentType>>> = {
  json: () => loadPart(() => import('./JsonView.tsx')).then(({ JsonView }) => JsonView),
  table: () => loadPart(() => import('./TableView.tsx')).then(({ TableView }) => TableView),
  chart: () => loadPart(() => import('./ChartView.tsx')).then(({ ChartView }) => ChartView),
  map: () => loadPart(() => import('./MapView.tsx')).then(({ MapView }) => MapView),
}

/** The answer as a person wants it; the view is chosen from the shape of the data until the reader chooses. */
export function Results() {
  const { ask } = words.value
  const failed = failedRun.value
  if (typeof failed === 'object' && failed !== null && !running.value)
    return <Failed fault={failed} retry={() => void run()} />
  const message = failureText()
  if (message !== null && !running.value)
    return (
      <p class="void alarm" role="alert">
        {message}
      </p>
    )
  if (answer.value === null) return <p class="void">{running.value ? ask.running : ask.empty}</p>
  const hasData = answer.value.data !== null && answer.value.data !== undefined
  const view = hasData ? (chosenView.value ?? autoView()) : 'json'
  return (
    <>
      <Sources />
      <ViewBar view={view} />
      <Errors />
      <Paging />
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

function failureText(): string | null {
  const { ask } = words.value
  switch (failedRun.value) {
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

function autoView(): ViewName {
  return chooseView(
    chosenList.value?.rows ?? [],
    flatRows.value,
    findChartShape(flatRows.value, columns.value),
  )
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
          onClick={() => {
            chosenView.value = name
          }}
        >
          {strings[name]}
        </button>
      ))}
      {view !== 'json' && <ListChoice />}
      <span class="facts">
        {formatNumber(Math.round(milliseconds))} ms · {formatNumber(Math.round(bytes / 102.4) / 10)} kB
      </span>
    </div>
  )
}

const SHOWN_ERRORS = 20

function Errors() {
  const { ask } = words.value
  const { errors = [], data } = answer.value ?? {}
  if (errors.length === 0) return null
  const refused = data === null || data === undefined
  return (
    <details class={refused ? 'notice bad' : 'notice'} open={refused || errors.length < 4} role="alert">
      <summary>{refused ? ask.refused : ask.errors(errors.length)}</summary>
      <ul>
        {errors.slice(0, SHOWN_ERRORS).map((error, index) => (
          <li key={index}>
            {error.message} <span class="quiet small">{placeOf(error.path, error.line)}</span>
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
  const path = chosenList.value?.path ?? []
  const cut = isCut(answer.value?.data, path)
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
