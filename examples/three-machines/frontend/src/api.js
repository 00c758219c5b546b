// Django 서버 주소. AI 서버(9000)는 Django만 부른다.
export const API = "http://127.0.0.1:8000/api";

// Django는 실패하면 { message }를, DRF는 스스로 실패할 때 { detail }을 보낸다.
export const reasonOf = (error) => error.response?.data?.message ?? error.response?.data?.detail ?? error.message;
