import axios from "axios";
import { useEffect, useState } from "react";
import { API, reasonOf } from "./api";

// 분석을 요청하고, 결과가 DB에 들어올 때까지 물어본다 (polling).
export function useAnalysis() {
  const [id, setId] = useState(null);
  const [text, setText] = useState("");
  const [waiting, setWaiting] = useState(false);

  const start = async (filename, code) => {
    setText("");
    setWaiting(true);
    try {
      const response = await axios.post(`${API}/ai/analyses/`, { filename, code });
      setId(response.data.id);
    } catch (error) {
      setText(reasonOf(error));
      setWaiting(false);
    }
  };

  useEffect(() => {
    if (id === null) return undefined;

    const timer = setInterval(async () => {
      try {
        const response = await axios.get(`${API}/ai/analyses/${id}/`);
        if (response.data.text) {
          setText(response.data.text);
        }
        if (response.data.status === "failed") {
          clearInterval(timer);
          setText(response.data.message);
          setWaiting(false);
        }
        // 분석이 끝나면 그만 물어본다
        if (response.data.status === "COMPLETED") {
          clearInterval(timer);
          setWaiting(false);
        }
      } catch (error) {
        clearInterval(timer);
        setText(reasonOf(error));
        setWaiting(false);
      }
    }, 2000);

    // 화면을 떠나거나 새 분석을 시작하면 타이머도 멈춘다
    return () => clearInterval(timer);
  }, [id]);

  return { text, waiting, start };
}
