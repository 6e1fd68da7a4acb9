"""What routes depend on, as named types, so that signatures read as sentences."""

from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from actions.conversations import Conversation, ConversationRefusedError
from actions.store import StoreUnavailableError
from api.composition import Product

bearer = HTTPBearer(auto_error=False, description="The token that came with the conversation")


def product_of(request: Request) -> Product:
    product: Product = request.app.state.product
    return product


TheProduct = Annotated[Product, Depends(product_of)]


async def own_conversation(
    conversation: str,
    request: Request,
    product: TheProduct,
    token: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Conversation:
    """The conversation in the path, opened by the caller's token; from here on errors speak its language."""
    if token is None:
        raise ConversationRefusedError
    found = await to_thread.run_sync(product.conversations.authenticate, conversation, token.credentials)
    request.state.language = found.language
    return found


async def own_conversation_if_store(
    conversation: str,
    request: Request,
    product: TheProduct,
    token: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Conversation | None:
    """The same, but None while the store is down, for the route that must answer even then."""
    try:
        return await own_conversation(conversation, request, product, token)
    except StoreUnavailableError:
        return None


OwnConversation = Annotated[Conversation, Depends(own_conversation)]
OwnConversationIfStore = Annotated[Conversation | None, Depends(own_conversation_if_store)]
