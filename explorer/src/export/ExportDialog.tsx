import { useSignal } from '@preact/signals'
import { shortNameOf } from '../../../kit/tables/lists.ts'
import { Dialog } from '../app/Dialog.tsx'
import { words } from '../language/language.ts'
import { ListChoice } from '../results/ListChoice.tsx'
import { useShown, type Shown } from '../results/shown.ts'
import { joinSources } from '../results/sources.ts'
import { isCut } from './allPages.ts'
import { download, FILE_FORMATS, type FileFormat } from './download.ts'
import { fileNameOf } from './fileName.ts'
import { SNIPPETS, type SnippetKind, writeSnippet } from './snippets.ts'
import { Snippet } from './Snippet.tsx'

/** The answer as a file, the question as code. */
export function ExportDialog({ close }: { readonly close: () => void }) {
  const { ask, export: strings } = words.value
  const shown = useShown()
  const { answer, lists, chosenList } = shown
  const { query = '', variables = {}, operationName } = answer.value?.question ?? {}
  const kind = useSignal<SnippetKind>('curl')
  const list = chosenList.value
  const cuts = lists.value.flatMap(({ path }) => {
    const cut = isCut(answer.value?.data, path)
    return cut ? [{ name: shortNameOf(path), ...cut }] : []
  })
  return (
    <Dialog title={ask.export} close={close}>
      {cuts.map(({ name, known, total }) => (
        <p key={name} class="rule" style="margin-bottom: .6rem">
          {lists.value.length > 1 && <strong>{name}: </strong>}
          {strings.cut(known, total)}
        </p>
      ))}
      <h3>{strings.file}</h3>
      {lists.value.length > 1 && (
        <p class="row" style="margin-bottom: .6rem">
          <ListChoice /> <span class="small quiet">{strings.sheets(lists.value.length)}</span>
        </p>
      )}
      <div class="export-formats">
        {FILE_FORMATS.map((format) => (
          <button key={format} type="button" class="button" onClick={() => void save(format, shown)}>
            <strong>{format.toUpperCase()}</strong>
            <small>{strings[format]}</small>
          </button>
        ))}
      </div>
      <h3>{strings.code}</h3>
      <div class="row" role="group" aria-label={strings.code}>
        {SNIPPETS.map((snippet) => (
          <button
            key={snippet}
            type="button"
            class="button"
            aria-pressed={kind.value === snippet}
            onClick={() => {
              kind.value = snippet
            }}
          >
            {snippet}
          </button>
        ))}
      </div>
      <Snippet
        key={kind.value}
        text={writeSnippet(kind.value, {
          url: `${location.origin}/graphql`,
          query,
          operation: operationName ?? null,
          variables: Object.keys(variables).length > 0 ? JSON.stringify(variables) : '',
          data: answer.value?.data,
          path: list?.path ?? [],
        })}
      />
    </Dialog>
  )
}

function save(format: FileFormat, { answer, lists, chosenList }: Shown): Promise<void> {
  return download(format, fileNameOf(answer.value?.question.query ?? ''), {
    data: answer.value?.data,
    sources: joinSources(answer.value?.sources ?? []),
    list: chosenList.value,
    lists: lists.value,
  })
}
