from inspect import cleandoc

from support.facts_text import facts_text
from wirelens.scan.javascript.scanner import scan


def network(source: str, file: str = "app.ts") -> list[str]:
    source = cleandoc(source)
    return facts_text(scan(file, source), source).splitlines()


def test_functions_named_after_the_method() -> None:
    assert network("""
        import http from "axios";
        const load = async () => (await http.get<User[]>("/users")).data;
        http.post(`/users/${user.id}/`, body);
        http.delete("/users/" + id, { headers });
        http["put"]("/a", body);
    """) == [
        (
            'Call scope=load library=axios method=GET url="/users" span=1:32[http.get<User[]>("/users")] '
            'url_span=1:49["/users"] method_span=1:37[get]'
        ),
        (
            'Call library=axios method=POST url="/users/"+user.id+"/" span=2:0[http.post(`/users/${user.id}/`, body)] '
            "url_span=2:10[`/users/${user.id}/`] method_span=2:5[post]"
        ),
        (
            'Call library=axios method=DELETE url="/users/"+id span=3:0[http.delete("/users/" + id, { headers })] '
            'url_span=3:12["/users/" + id] method_span=3:5[delete]'
        ),
        'Call library=axios method=PUT url="/a" span=4:0[http["put"]("/a", body)] url_span=4:12["/a"]',
    ]


def test_options() -> None:
    assert network("""
        const axios = require("axios");
        axios({ url: BASE + "/a", method: 'post', headers });
        axios({ ...config, url });
        axios("/b");
        axios("/c", { method: "PUT" });
        axios.request({ url: "/d", method: kind });
        axios.get("/e", { baseURL: "http://localhost:9000/" });
        axios(options);
        axios[method]("/f");
        const sent = { url: "/g", method: "patch" };
        axios(sent);
    """) == [
        (
            'Call library=axios method=POST url=BASE+"/a" span=1:0[axios({ url: BASE + "/a", method: \'post\', headers })] '
            'url_span=1:13[BASE + "/a"] method_span=1:35[post]'
        ),
        "Call library=axios method=None url=url span=2:0[axios({ ...config, url })] url_span=2:19[url] method_value=config.method",
        'Call library=axios method=GET url="/b" span=3:0[axios("/b")] url_span=3:6["/b"]',
        'Call library=axios method=PUT url="/c" span=4:0[axios("/c", { method: "PUT" })] url_span=4:6["/c"] method_span=4:23[PUT]',
        (
            'Call library=axios method=None url="/d" span=5:0[axios.request({ url: "/d", method: kind })] '
            'url_span=5:21["/d"] method_value=kind'
        ),
        (
            'Call library=axios method=GET url=~"http://localhost:9000"+"/e" '
            'span=6:0[axios.get("/e", { baseURL: "http://localhost:9000/" })] '
            'url_span=6:10["/e"] method_span=6:6[get]'
        ),
        "Call library=axios method=None url=options span=7:0[axios(options)] url_span=7:6[options] method_value=options.method",
        'Call library=axios method=None url="/f" span=8:0[axios[method]("/f")] url_span=8:14["/f"] method_value=method',
        'Call library=axios method=PATCH url="/g" span=10:0[axios(sent)] url_span=9:20["/g"] method_span=9:35[patch]',
    ]


def test_clients() -> None:
    assert network("""
        import axios from "axios";
        export const api = axios.create({ baseURL: `${API_URL}/api/v1`, timeout: 1000 });
        const services = { users: axios.create({ ...defaults }) };
        class Service {
          client = axios.create();
          list() { return this.client.get("/a"); }
        }
        const load = () => { const again = api; return again.get("/b"); };
        services.users.post("/c");
        api({ url: "/d", method: "PUT" });
    """) == [
        (
            "Client name=api library=axios span=1:19[axios.create({ baseURL: `${API_URL}/api/v1`, timeout: 1000 })] "
            'base_url=API_URL+"/api/v1" is_async=True'
        ),
        "Client name=services.users library=axios span=2:26[axios.create({ ...defaults })] base_url={baseURL} is_async=True",
        "Client scope=Service name=this.client library=axios span=4:11[axios.create()] is_async=True",
        (
            'Call scope=Service.list client=this.client library=axios method=GET url="/a" span=5:18[this.client.get("/a")] '
            'url_span=5:34["/a"] method_span=5:30[get]'
        ),
        (
            'Call scope=load client=again library=axios method=GET url="/b" span=7:47[again.get("/b")] '
            'url_span=7:57["/b"] method_span=7:53[get]'
        ),
        (
            'Call client=services.users library=axios method=POST url="/c" span=8:0[services.users.post("/c")] '
            'url_span=8:20["/c"] method_span=8:15[post]'
        ),
        (
            'Call client=api library=axios method=PUT url="/d" span=9:0[api({ url: "/d", method: "PUT" })] '
            'url_span=9:11["/d"] method_span=9:26[PUT]'
        ),
    ]


def test_default_exported_client_and_defaults() -> None:
    assert network("""
        import axios from "axios";
        axios.defaults.baseURL = "http://localhost:8000";
        export default axios.create({ baseURL: process.env.VUE_APP_API || "/api" });
    """) == [
        'Client name=axios.defaults library=axios span=1:0[axios.defaults.baseURL] base_url="http://localhost:8000" is_async=True',
        (
            'Client name=default library=axios span=2:15[axios.create({ baseURL: process.env.VUE_APP_API || "/api" })] '
            'base_url=$VUE_APP_API("/api") is_async=True'
        ),
    ]


def test_what_is_imported_may_be_a_client() -> None:
    assert network("""
        import api from "./api";
        import request from "@/request";
        api.get("/a");
        request({ url: "/b", method: "post" });
        request("/c");
        api.interceptors.use("/d");
        api.services.get("/e");
    """) == [
        'Call client=api method=GET url="/a" span=2:0[api.get("/a")] url_span=2:8["/a"] method_span=2:4[get]',
        (
            'Call client=request method=POST url="/b" span=3:0[request({ url: "/b", method: "post" })] '
            'url_span=3:15["/b"] method_span=3:30[post]'
        ),
        'Call client=api.services method=GET url="/e" span=6:0[api.services.get("/e")] url_span=6:17["/e"] method_span=6:13[get]',
    ]


def test_what_is_handed_in_may_be_a_client() -> None:
    assert network("""
        function load(client, id) { client.get(`/a/${id}`); client.get("b"); client.get(id); client.get("/c", () => {}); }
        class Page { list() { this.http.delete(this.url); } }
    """) == [
        (
            'Call scope=load client=client method=GET url="/a/"+id span=0:28[client.get(`/a/${id}`)] '
            "url_span=0:39[`/a/${id}`] method_span=0:35[get]"
        ),
        "Call scope=load client=client method=GET url=id span=0:69[client.get(id)] url_span=0:80[id] method_span=0:76[get]",
        (
            "Call scope=Page.list client=this.http method=DELETE url=this.url span=1:22[this.http.delete(this.url)] "
            "url_span=1:39[this.url] method_span=1:32[delete]"
        ),
    ]


def test_axios_from_a_script_element() -> None:
    assert network('window.axios.get("/a"); axios.get("/b");', "page.js") == [
        'Call library=axios method=GET url="/a" span=0:0[window.axios.get("/a")] url_span=0:17["/a"] method_span=0:13[get]',
        'Call library=axios method=GET url="/b" span=0:24[axios.get("/b")] url_span=0:34["/b"] method_span=0:30[get]',
    ]


def test_silent() -> None:
    assert (
        network("""
        import axios from "axios";
        // axios.get("/comment")
        /* axios.get("/comment") */
        const text = 'axios.get("/text")';
        const map = new Map();
        map.get("/a"); cache.get("/b"); params.get("c"); formData.get("d"); localStorage.get("/e"); this.count.get("f");
        import express, { Router } from "express";
        import { http } from "msw";
        const app = express(), router = Router(); app.get("/g", handler); router.post("/h", handler); http.get("/i", resolver);
        function shadowed(axios) { axios.get("i"); }
        for (const axios of all) axios.get("k");
        axios.isAxiosError(error); axios.interceptors.request.use(f); axios.get(); axios.all([]);
    """)
        == []
    )
