#!/usr/bin/env node
import "./shared/outputStreams";
import "./shared/internalError";
import { main } from "./main";

void main();
