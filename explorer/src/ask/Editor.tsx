import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Failed } from '../failure/Failed.tsx'
import { loadPart } from '../failure/loadPart.ts'
import { useLoaded } from '../failure/useLoaded.ts'
import type { EditorKind } from './codeMirror.ts'

/** A text to be edited. The plain text is there at once; the editor takes its place when it has come. */
export function Editor({
  kind,
  text,
  label,
}: {
  readonly kind: EditorKind
  readonly text: Signal<string>
  readonly label: string
}) {
  const holder = useRef<HTMLDivElement>(null)
  const editor = useLoaded(loadEditor, [])
  const { value: part, fault } = editor
  useEffect(() => {
    if (part === null || holder.current === null) return
    const running = part.startEditor(holder.current, kind, text, label)
    return () => running.stop()
  }, [part, kind, label])
  return (
    <>
      {part === null && fault !== null && <Failed {...editor} fault={fault} />}
      {part === null && <pre aria-hidden="true">{text.value}</pre>}
      <div ref={holder} style="display: contents" />
    </>
  )
}

const loadEditor = () => loadPart(() => import('./codeMirror.ts'))
