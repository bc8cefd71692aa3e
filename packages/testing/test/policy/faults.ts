/**
 * Faults that someone might bring into the policy and its runtime, each with the test that must turn red for it. `npm run faults`
 * plants them one after the other in a copy of the packages.
 *
 * @module
 */
import { laneFaults } from "./faults/laneFaults.ts"
import { noticeFaults } from "./faults/noticeFaults.ts"
import { permissionFaults } from "./faults/permissionFaults.ts"
import type { PlantedFault } from "./faults/PlantedFault.ts"
import { sendFaults } from "./faults/sendFaults.ts"
import { speechFaults } from "./faults/speechFaults.ts"

/** Every fault. */
export const faults: ReadonlyArray<PlantedFault> = [
  ...laneFaults,
  ...noticeFaults,
  ...permissionFaults,
  ...sendFaults,
  ...speechFaults
]
