import axios from "axios";
import { useState } from "react";
import { reasonOf } from "./api";

export default function GitPanel({ onNotice }) {
  const [status, setStatus] = useState(null);
  const [message, setMessage] = useState("");

  const loadStatus = async () => {
    try {
      const response = await axios.get("http://127.0.0.1:8000/api/git/status/");
      setStatus(response.data);
    } catch (error) {
      onNotice(reasonOf(error));
    }
  };

  const commit = async (event) => {
    event.preventDefault();
    try {
      const response = await axios.post("http://127.0.0.1:8000/api/git/commit/", { message });
      onNotice(response.data.message);
      setMessage("");
      await loadStatus();
    } catch (error) {
      onNotice(reasonOf(error));
    }
  };

  return (
    <section>
      <h2>Git</h2>
      <button onClick={loadStatus}>상태 보기</button>
      {status && (
        <p>
          {status.branch} · 바뀐 파일 {status.changed.length}개
        </p>
      )}
      <form onSubmit={commit}>
        <input value={message} onChange={(event) => setMessage(event.target.value)} placeholder="커밋 메시지" />
        <button disabled={!message.trim()}>커밋</button>
      </form>
    </section>
  );
}
