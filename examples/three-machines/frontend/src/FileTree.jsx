import axios from "axios";
import { useState } from "react";
import { API, reasonOf } from "./api";

export default function FileTree({ selected, onSelect, onNotice }) {
  const [root, setRoot] = useState("");
  const [files, setFiles] = useState([]);

  const openProject = async (event) => {
    event.preventDefault();
    try {
      const response = await axios.post(`${API}/files/open/`, { root });
      setFiles(response.data.files);
    } catch (error) {
      onNotice(reasonOf(error));
    }
  };

  const refresh = async () => {
    try {
      const response = await axios.get(`${API}/files/rescan/`);
      setFiles(response.data.files);
    } catch (error) {
      onNotice(reasonOf(error));
    }
  };

  return (
    <section>
      <h2>프로젝트</h2>
      <form onSubmit={openProject}>
        <input value={root} onChange={(event) => setRoot(event.target.value)} placeholder="/home/me/my-project" />
        <button>열기</button>
        <button type="button" onClick={refresh} disabled={files.length === 0}>
          새로 고침
        </button>
      </form>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <button className={file === selected ? "active" : ""} onClick={() => onSelect(file)}>
              {file}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
