import { workerData } from 'node:worker_threads';
import type { AnalysisThreadData } from './analysis/messages.js';
import { serveAnalysis } from './analysis/serve-analysis.js';

serveAnalysis(workerData as AnalysisThreadData);
