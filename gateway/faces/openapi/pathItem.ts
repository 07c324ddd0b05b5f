import type { Parameter, ParameterRef } from './components.ts'

export interface PathItem {
  readonly get?: Operation
  readonly post?: Operation
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters?: readonly (Parameter | ParameterRef)[]
  readonly requestBody?: object
  readonly responses: object
}
