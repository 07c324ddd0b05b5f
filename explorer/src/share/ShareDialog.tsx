import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { address } from '../app/route.ts'
import { Dialog } from '../app/Dialog.tsx'
import { currentOf } from '../ask/benchDocument.ts'
import { active } from '../ask/desk.ts'
import { words } from '../language/language.ts'
import { Snippet } from '../export/Snippet.tsx'
import { writeLink } from './link.ts'

export function ShareDialog({ close }: { readonly close: () => void }) {
  const { ask, export: strings } = words.value
  const link = useSignal('')
  useEffect(() => {
    void writeLink(currentOf(active.value), address.value.state).then((text) => (link.value = text))
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
