import { useAnalysis } from "./useAnalysis";

export default function AnalysisPanel({ path, code }) {
  const { text, waiting, start } = useAnalysis();

  return (
    <section className="analysis">
      <h2>AI 분석</h2>
      <button onClick={() => start(path, code)} disabled={waiting}>
        {waiting ? "분석 중…" : "분석하기"}
      </button>
      <pre>{text}</pre>
    </section>
  );
}
