import type { Viewport } from './view.ts'

/** The kinds of a ground that whoever runs the gateway may lay under maps. */
export type GroundKind = 'geojson' | 'pmtiles'

/** A ground that lies under the canvas of one map. */
export interface DrawnGround {
  /** Whom it is owed to, as plain text. */
  readonly attribution: string
  show(view: Viewport): void
  /** Draws it in the colours and the language of the page as they are now. */
  restyle(): void
  stop(): void
}
