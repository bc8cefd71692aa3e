import { Worker } from "node:worker_threads"

const busy =
  "for (let sum = 0;;) for (let index = 0; index < 1e6; index++) sum += JSON.stringify({ sum, index }).length"

/** Keeps so many cores of the machine busy until it is ended. */
export const load = (cores: number): { readonly end: () => Promise<void> } => {
  const workers = Array.from({ length: cores }, () => new Worker(busy, { eval: true }))
  return {
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    }
  }
}
