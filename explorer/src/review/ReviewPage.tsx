import { useSignal } from '@preact/signals'
import { route } from '../app/route.ts'
import { Failed } from '../failure/Failed.tsx'
import { useLoaded } from '../failure/useLoaded.ts'
import { best, formatNumber, words } from '../language/language.ts'
import { readReview, type Measure, type ReviewedDataset } from './review.ts'

const KINDS = ['FRESHNESS', 'AVAILABILITY', 'SET_ASIDE', 'USE'] as const

/** What was reached of each data set's targets in a month or a year, bureau by bureau. */
export function ReviewPage() {
  const { review: strings } = words.value
  const period = useSignal(thisMonth())
  const review = useLoaded(
    async (signal) => ({
      period: period.value,
      datasets: await readReview(period.value, signal),
    }),
    [period.value],
  )
  const only = route.value.page === 'review' ? route.value.bureau : null
  // What was reached in another period must not stand under this one.
  const all = review.value?.period === period.value ? review.value.datasets : null
  const isSample = all?.some(({ measures }) => measures.some(({ sample }) => sample)) ?? false
  return (
    <div class="status review">
      <h1>{strings.title}</h1>
      <p class="quiet">{strings.text}</p>
      <p>
        <label>
          {strings.period}{' '}
          <select value={period.value} onChange={(event) => (period.value = event.currentTarget.value)}>
            {listPeriods().map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p role="status">
        {all !== null && (
          <Sum
            datasets={all.filter(({ bureaus }) => only === null || bureaus.some(({ id }) => id === only))}
          />
        )}{' '}
        {isSample && <span class="tag warn">{strings.sample}</span>}
      </p>
      {only !== null && (
        <p>
          <a href="#/review">{strings.all}</a>
        </p>
      )}
      {review.fault !== null && <Failed {...review} fault={review.fault} />}
      {all !== null &&
        listBureaus(all)
          .filter(({ id }) => only === null || id === only)
          .map(({ id, name, kept }) => (
            <section key={id}>
              <h2>
                <a href={`#/bureau/${id}`}>{best(name)}</a>
              </h2>
              <ReviewTable datasets={kept} />
            </section>
          ))}
      <p class="quiet small">{strings.sources}</p>
    </div>
  )
}

function Sum({ datasets }: { readonly datasets: readonly ReviewedDataset[] }) {
  const { review: strings } = words.value
  const measures = datasets.flatMap((dataset) => dataset.measures)
  const count = (verdict: string) => formatNumber(measures.filter((one) => one.verdict === verdict).length)
  return (
    <>
      <span class="tag good">{`${count('REACHED')} ${strings.verdicts.REACHED}`}</span>{' '}
      <span class="tag bad">{`${count('MISSED')} ${strings.verdicts.MISSED}`}</span>
    </>
  )
}

function ReviewTable({ datasets }: { readonly datasets: readonly ReviewedDataset[] }) {
  const { review: strings } = words.value
  return (
    <table class="feeds">
      <thead>
        <tr>
          <th scope="col">{strings.dataset}</th>
          {KINDS.map((kind) => (
            <th key={kind} scope="col">
              {strings.kinds[kind]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {datasets.map(({ id, title, measures }) => (
          <tr key={id}>
            <th scope="row">{best(title)}</th>
            {KINDS.map((kind) => (
              <td key={kind} data-label={strings.kinds[kind]}>
                <Reached measure={measures.find((one) => one.kind === kind)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const TAGS: Readonly<Record<string, string>> = { REACHED: 'tag good', MISSED: 'tag bad', PENDING: 'tag warn' }

function Reached({ measure }: { readonly measure: Measure | undefined }) {
  const { review: strings } = words.value
  if (measure === undefined) return <span class="quiet">–</span>
  const { kind, value, target, verdict } = measure
  const bound = kind === 'SET_ASIDE' ? strings.atMost : strings.atLeast
  const named: Readonly<Record<string, string>> = strings.verdicts
  return (
    <>
      {value !== null && <span>{formatValue(kind, value)} </span>}
      <span class={TAGS[verdict] ?? 'tag'}>{named[verdict] ?? verdict}</span>
      {target !== null && <p class="quiet small">{bound(formatValue(kind, target))}</p>}
    </>
  )
}

function formatValue(kind: string, value: number): string {
  return kind === 'USE' ? formatNumber(value) : `${formatNumber(Math.round(value * 10_000) / 100)} %`
}

function listBureaus(datasets: readonly ReviewedDataset[]) {
  const bureaus = new Map(datasets.flatMap((one) => one.bureaus.map(({ id, name }) => [id, name])))
  return [...bureaus].map(([id, name]) => ({
    id,
    name,
    kept: datasets.filter((dataset) => dataset.bureaus.some((bureau) => bureau.id === id)),
  }))
}

/** The last twelve months and the years that they are of, in Macao. */
function listPeriods(): readonly string[] {
  const [year = 0, month = 0] = thisMonth().split('-').map(Number)
  const months = Array.from({ length: 12 }, (_, ago) =>
    new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7),
  )
  return [...months, ...new Set(months.map((one) => one.slice(0, 4)))]
}

function thisMonth(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
}
