import { transportContract } from "@parley/testing/contracts"
import * as GraphTransport from "./graphTransport.ts"

transportContract("Messenger, with the emulator in process", GraphTransport.make("messenger", "in process"))
transportContract("Messenger, with the emulator over HTTP", GraphTransport.make("messenger", "over HTTP"))
transportContract("Instagram, with the emulator in process", GraphTransport.make("instagram", "in process"))
transportContract("Instagram, with the emulator over HTTP", GraphTransport.make("instagram", "over HTTP"))
