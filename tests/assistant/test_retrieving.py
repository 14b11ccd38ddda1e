"""The retriever that others may use, alone and in a chain that is not ours."""

from pathlib import Path

from langchain_classic.chains.combine_documents import create_stuff_documents_chain
from langchain_classic.chains.retrieval import create_retrieval_chain
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant.retrieving import PassageRetriever
from index.settings import read_settings
from index.wiring import open_searcher
from tests.openai_server import OpenAIServer, Words


def test_the_retriever_works_alone(small_store: Path) -> None:
    """LangChain's own way to ask; every document is an exact slice of an article."""
    searcher = open_searcher(small_store, read_settings({}))
    found = PassageRetriever(searcher=searcher, k=3).invoke("What will the reservoir cost?")
    assert found and "340 million" in found[0].page_content
    for document in found:
        article = searcher.article(document.metadata["article_id"])
        assert article and article.body[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_the_retriever_serves_a_chain_of_other_makers(small_store: Path, server: OpenAIServer) -> None:
    """LangChain's own retrieval chain takes its passages to a model, and gives them back beside the reply."""
    server.replies.append(Words(("340 ", "million")))
    prompt = ChatPromptTemplate.from_template("{context}\n\nQuestion: {input}")
    model = ChatOpenAI(model="some-model", base_url=server.url, api_key=SecretStr("unused"), streaming=True)
    retriever = PassageRetriever(searcher=open_searcher(small_store, read_settings({})), k=2)
    chain = create_retrieval_chain(retriever, create_stuff_documents_chain(model, prompt))
    told = chain.invoke({"input": "What will the reservoir cost?"})
    assert told["answer"] == "340 million" and len(told["context"]) == 2
    sent = server.requests[0].payload["messages"][0]["content"]
    assert all(document.page_content in sent for document in told["context"])
