<?php
/**
 * The frame: one page with the whole explorer inside, served with the settings in its tag.
 *
 * The policy of the page names its script and its style sheet by their hashes, so only the tag and the children of the
 * element may change. The response also carries the header `Content-Security-Policy: sandbox`. So the page is sealed even
 * if something removes the attribute `sandbox`, and if somebody opens it on a page of its own.
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

/** The name in the query of the address of the frame. */
const INTIMACY_EXPLORER_QUERY = 'intimacy-explorer';

/** What a sealed frame may do: run, save a file, print, and, after a press, leave or call a help line. */
const INTIMACY_EXPLORER_SANDBOX = 'allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation';

add_action( 'init', 'intimacy_explorer_serve_frame', 1 );

/**
 * The address of the frame with the settings of one block.
 *
 * The settings are signed, so that nobody can make an address of this site that shows a contact link of their own. They
 * stand in the address, so that nothing has to be stored for a block.
 *
 * @param array<string, string> $own The settings of the block.
 * @return string
 */
function intimacy_explorer_frame_url( $own ) {
	$own = intimacy_explorer_in_frame( $own );
	ksort( $own );
	$text  = $own ? rtrim( strtr( base64_encode( wp_json_encode( $own ) ), '+/', '-_' ), '=' ) : ''; // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- An address holds no JSON.
	$token = '' === $text ? 'frame' : $text . '.' . intimacy_explorer_signature( $text );
	// A new version or changed settings give a new address, so that a cache holds nothing old.
	$version = INTIMACY_EXPLORER_VERSION . '-' . substr( md5( wp_json_encode( array( intimacy_explorer_site_settings(), intimacy_explorer_site_content() ) ) ), 0, 8 );
	$url     = set_url_scheme( home_url( '/' ) );
	return add_query_arg(
		array(
			INTIMACY_EXPLORER_QUERY => $token,
			'v'                     => $version,
		),
		$url
	);
}

/**
 * The settings that have an effect in a sealed frame.
 *
 * @param array<string, string> $settings Settings.
 * @return array<string, string>
 */
function intimacy_explorer_in_frame( $settings ) {
	foreach ( array_keys( $settings ) as $name ) {
		$row = intimacy_explorer_table()[ $name ] ?? null;
		if ( ! $row || ! $row['frame'] ) {
			unset( $settings[ $name ] );
		}
	}
	return $settings;
}

/**
 * The signature of a text. It does not expire, because a cached page has to go on working. The sites of a network share
 * their keys, so the number of the site is signed, too.
 *
 * @param string $text A text.
 * @return string
 */
function intimacy_explorer_signature( $text ) {
	return substr( hash_hmac( 'sha256', get_current_blog_id() . ' ' . $text, wp_salt( 'auth' ) . 'intimacy-explorer' ), 0, 32 );
}

/**
 * The settings of a block, from the address of its frame. Without a good signature there are none, and the settings of
 * the site apply.
 *
 * @param string $token A value of the query.
 * @return array<string, string>
 */
function intimacy_explorer_from_token( $token ) {
	list( $text, $signature ) = array_pad( explode( '.', $token, 2 ), 2, '' );
	if ( ! hash_equals( intimacy_explorer_signature( $text ), $signature ) ) {
		return array();
	}
	$json = base64_decode( strtr( $text, '-_', '+/' ), true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The signature is good.
	return intimacy_explorer_known( json_decode( (string) $json, true ) );
}

/** Serves the frame, if the address asks for it. */
function intimacy_explorer_serve_frame() {
	// phpcs:disable WordPress.Security.NonceVerification -- A public page that changes nothing.
	$token = '';
	if ( isset( $_GET[ INTIMACY_EXPLORER_QUERY ] ) && is_string( $_GET[ INTIMACY_EXPLORER_QUERY ] ) ) {
		$token = sanitize_text_field( wp_unslash( $_GET[ INTIMACY_EXPLORER_QUERY ] ) );
	}
	// phpcs:enable
	if ( '' === $token ) {
		return;
	}
	$own  = intimacy_explorer_from_token( $token );
	$page = intimacy_explorer_frame_page( array_merge( intimacy_explorer_site_settings(), $own ) );

	// Optimisers collect the output of a page and change it. A changed script would no longer match its hash.
	while ( ob_get_level() > 0 && ( ob_get_status()['flags'] & PHP_OUTPUT_HANDLER_REMOVABLE ) ) {
		ob_end_clean();
	}
	header_remove( 'X-Frame-Options' );
	header_remove( 'Content-Security-Policy' );
	$tag = '"' . md5( $page ) . '"';
	header( 'Content-Type: text/html; charset=utf-8' );
	header( 'Content-Security-Policy: sandbox ' . INTIMACY_EXPLORER_SANDBOX );
	header( 'Cache-Control: public, max-age=86400' );
	header( 'ETag: ' . $tag );
	header( 'Referrer-Policy: no-referrer' );
	header( 'X-Content-Type-Options: nosniff' );
	header( 'X-Robots-Tag: noindex' );
	if ( sanitize_text_field( wp_unslash( $_SERVER['HTTP_IF_NONE_MATCH'] ?? '' ) ) === $tag ) {
		status_header( 304 );
		exit;
	}
	status_header( 200 );
	echo $page; // phpcs:ignore WordPress.Security.EscapeOutput -- A page of this plugin; each setting is escaped.
	exit;
}

/**
 * The page of the frame, with settings in its tag.
 *
 * @param array<string, string> $settings Settings.
 * @return string
 */
function intimacy_explorer_frame_page( $settings ) {
	$page = file_get_contents( plugin_dir_path( INTIMACY_EXPLORER_FILE ) . 'assets/frame.html' ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this plugin.
	$tag  = '<intimacy-explorer';
	$at   = strpos( (string) $page, $tag . ' ' );
	if ( false === $at ) {
		return (string) $page;
	}
	// A sealed page can store nothing, so it does not offer that.
	$settings = array_merge( intimacy_explorer_in_frame( $settings ), array( 'saving' => 'never' ) );
	$page     = substr_replace( $page, intimacy_explorer_attributes( $settings ), $at + strlen( $tag ), 0 );
	$end      = strpos( $page, '</intimacy-explorer>', $at );
	return false === $end ? $page : substr_replace( $page, intimacy_explorer_children(), $end, 0 );
}

/**
 * Settings as attributes, each with a blank before it.
 *
 * @param array<string, string> $settings Settings.
 * @return string
 */
function intimacy_explorer_attributes( $settings ) {
	$attributes = '';
	foreach ( $settings as $name => $value ) {
		if ( array_key_exists( $name, intimacy_explorer_table() ) ) {
			$attributes .= ' ' . $name . '="' . esc_attr( $value ) . '"';
		}
	}
	return $attributes;
}
