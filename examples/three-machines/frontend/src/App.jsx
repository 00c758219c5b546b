import axios from "axios";
import { useState } from "react";
import AnalysisPanel from "./AnalysisPanel";
import { API, reasonOf } from "./api";
import FileTree from "./FileTree";
import GitPanel from "./GitPanel";

export default function App() {
  const [path, setPath] = useState(null);
  const [code, setCode] = useState("");
  const [notice, setNotice] = useState("");

  const openFile = async (selected) => {
    try {
      const response = await axios.get(`${API}/files/detail/`, { params: { path: selected } });
      setPath(selected);
      setCode(response.data.content);
      setNotice("");
    } catch (error) {
      setNotice(reasonOf(error));
    }
  };

  const saveFile = async () => {
    try {
      const response = await axios.post(`${API}/files/save/`, { path, content: code });
      setNotice(response.data.message);
    } catch (error) {
      setNotice(reasonOf(error));
    }
  };

  return (
    <div className="layout">
      <aside>
        <FileTree selected={path} onSelect={openFile} onNotice={setNotice} />
        <GitPanel onNotice={setNotice} />
      </aside>

      <main>
        <header>
          <strong>{path ?? "파일을 골라 주세요"}</strong>
          <button onClick={saveFile} disabled={!path}>
            저장
          </button>
        </header>
        <textarea value={code} onChange={(event) => setCode(event.target.value)} disabled={!path} spellCheck={false} />
        {notice && <p role="status">{notice}</p>}
      </main>

      {/* key: 파일이 바뀌면 패널을 새로 시작한다 */}
      {path && <AnalysisPanel key={path} path={path} code={code} />}
    </div>
  );
}
