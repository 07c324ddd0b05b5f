import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Dialog } from '../app/Dialog.tsx'
import { chosenView, query, variablesText } from '../ask/workbench.ts'
import { words } from '../language/language.ts'
import { Snippet } from '../export/Snippet.tsx'
import { writeLink } from './link.ts'

export function ShareDialog({ close }: { readonly close: () => void }) {
  const { ask, export: strings } = words.value
  const link = useSignal('')
  useEffect(() => {
    const shared = { query: query.value, variables: variablesText.value, view: chosenView.value }
    void writeLink(shared).then((text) => (link.value = text))
  }, [])
  return (
    <Dialog title={ask.share} close={close}>
      <p>{strings.link}</p>
      <Snippet text={link.value} />
      <p class="small quiet" style="margin-top: .6rem">
        {strings.linkNote}
      </p>
    </Dialog>
  )
}
