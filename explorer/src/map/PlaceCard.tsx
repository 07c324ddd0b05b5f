import type { AnswerColumn } from '../format/columns.ts'
import { columnsInUse, layColumns } from '../format/columns.ts'
import { nameInGraph } from '../format/names.ts'
import { formatValue } from '../format/values.ts'
import { words } from '../language/language.ts'
import { readCells, useShown } from '../results/shown.ts'
import { fieldsOfInner } from './fieldsOfInner.ts'
import type { Mapped } from './mapModel.ts'

/** What is known of a thing on the map; of one that several rows list, what each says of it. */
export function PlaceCard({ of, close }: { readonly of: Mapped; readonly close: () => void }) {
  const { map, ask } = words.value
  const { columns, fields } = useShown()
  const things = of.found.map(({ thing }) => thing)
  const inner = of.kind === 'mark' && of.list !== null ? fieldsOfInner(fields.value, of.list) : null
  const own = inner === null ? columns.value : columnsInUse(layColumns(inner, nameInGraph), things)
  const told = of.found.map(({ thing, owner }) => ({ owner, texts: readTexts(thing, own) }))
  const isCommon = own.map((_, index) => new Set(told.map(({ texts }) => texts[index])).size === 1)
  return (
    <div class="place-card" role="status">
      <div class="row">
        <strong>{of.name}</strong>
        <button type="button" class="button bare" aria-label={ask.close} onClick={close}>
          ×
        </button>
      </div>
      <Facts columns={own} texts={told[0]?.texts ?? []} isTold={(index) => isCommon[index] === true} />
      {told.slice(0, MOST_OWNERS).map(
        ({ owner, texts }, place) =>
          owner !== null && (
            <div key={place}>
              <p class="quiet">{map.of(owner)}</p>
              <Facts columns={own} texts={texts} isTold={(index) => isCommon[index] === false} />
            </div>
          ),
      )}
    </div>
  )
}

const MOST_OWNERS = 8
const MOST_CHARACTERS = 300

function readTexts(thing: unknown, columns: readonly AnswerColumn[]): readonly string[] {
  const cells = readCells(thing, columns)
  return columns.map(({ name, field }) => formatValue(cells.get(name), field).slice(0, MOST_CHARACTERS))
}

function Facts({
  columns,
  texts,
  isTold,
}: {
  readonly columns: readonly AnswerColumn[]
  readonly texts: readonly string[]
  readonly isTold: (index: number) => boolean
}) {
  return (
    <dl>
      {columns.map(
        ({ name, head }, index) =>
          isTold(index) && (
            <div key={name}>
              <dt>{head}</dt>
              <dd>{texts[index] || '–'}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
