// The block in the editor: a placeholder with the settings that differ from those of the site. The explorer itself runs
// only on the page.

( ( { blocks, blockEditor, components, element, htmlEntities, i18n } ) => {
	const { createElement: el } = element;
	const { __, sprintf } = i18n;
	const { Button, PanelBody, Placeholder, SelectControl, TextControl } = components;
	const { settings, site, ways, page } = window.intimacyExplorerBlock;

	const sentence = ( text ) => text && `${ text[ 0 ].toUpperCase() }${ text.slice( 1 ).replaceAll( '`', '' ) }.`;
	const title = ( name ) => name[ 0 ].toUpperCase() + name.slice( 1 ).replaceAll( '-', ' ' );
	const current = { __nextHasNoMarginBottom: true, __next40pxDefaultSize: true };
	const choices = ( { choices: values, ids } ) => ids?.map( ( { id, title: label } ) => ( { value: id, label } ) ) ?? values.map( ( value ) => ( { value, label: value } ) );

	// In what an author writes, WordPress stores `&` as `&amp;`. An attribute that is not set means: as on the whole site.
	function Field( { setting, value, onChange } ) {
		const asOnSite = site[ setting.name ] ?? setting.default;
		const common = { ...current, key: setting.name, label: title( setting.name ), help: sentence( setting.sets ), value: htmlEntities.decodeEntities( value ?? '' ), onChange: ( to ) => onChange( to || undefined ) };
		if ( setting.kind === 'choice' || setting.kind === 'country' ) {
			/* translators: %s: the value that applies to the whole site. */
			const options = [ { value: '', label: sprintf( __( 'As on the whole site: %s', 'intimacy-explorer' ), asOnSite ) }, ...choices( setting ) ];
			return el( SelectControl, { ...common, options } );
		}
		return el( TextControl, { ...common, placeholder: site[ setting.name ] ?? setting.example } );
	}

	function Edit( { attributes, setAttributes } ) {
		const way = attributes.way ?? site.way ?? 'frame';
		const own = settings.filter( ( { name } ) => attributes[ name ] );
		const setting = { name: 'way', kind: 'choice', sets: '', default: 'frame', ids: Object.entries( ways ).map( ( [ id, label ] ) => ( { id, title: label } ) ) };
		const field = ( one ) => el( Field, { key: one.name, setting: one, value: attributes[ one.name ], onChange: ( to ) => setAttributes( { [ one.name ]: to } ) } );
		return el(
			'div',
			blockEditor.useBlockProps(),
			el(
				blockEditor.InspectorControls,
				null,
				el( PanelBody, { title: __( 'How it stands on the page', 'intimacy-explorer' ) }, field( setting ) ),
				el( PanelBody, { title: __( 'Settings of this block', 'intimacy-explorer' ), initialOpen: false }, ...settings.filter( ( { frame } ) => frame || way === 'element' ).map( field ) ),
			),
			el(
				Placeholder,
				{ icon: 'marker', label: __( 'Intimacy Explorer', 'intimacy-explorer' ), instructions: __( 'The explorer appears here on the page. Look at the page to see it.', 'intimacy-explorer' ) },
				el( 'p', { style: { flexBasis: '100%' } }, ways[ way ] ),
				own.length > 0 && el( 'ul', null, ...own.map( ( { name } ) => el( 'li', { key: name }, `${ title( name ) }: ${ htmlEntities.decodeEntities( attributes[ name ] ) }` ) ) ),
				page && el( Button, { variant: 'link', href: page, target: '_blank' }, __( 'Settings for the whole site', 'intimacy-explorer' ) ),
			),
		);
	}

	blocks.registerBlockType( 'intimacy-explorer/explorer', { edit: Edit, save: () => null } );
} )( window.wp );
