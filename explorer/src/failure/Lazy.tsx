import type { ComponentChildren, ComponentType } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { Failed } from './Failed.tsx'
import { useLoaded } from './useLoaded.ts'

/** A part of the page that is fetched, by `loadPart`, when it is first shown. */
export function Lazy({ load }: { readonly load: () => Promise<ComponentType> }) {
  const { value: Part, fault, retry } = useLoaded(load, [load])
  if (Part) return <Part />
  return fault ? <Failed fault={fault} retry={retry} /> : <p class="void" aria-busy="true" />
}

/** What fails within says so in its own place; the rest of the page stays. */
export function Boundary({ children }: { readonly children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary()
  if (error === undefined) return <>{children}</>
  const message = error instanceof Error ? error.message : String(error)
  return <Failed fault={{ kind: 'broken', message }} retry={reset} />
}
